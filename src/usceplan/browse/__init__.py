"""Looking things up in the catalogue: pure functions of its records, with no applicant unless one is given."""
