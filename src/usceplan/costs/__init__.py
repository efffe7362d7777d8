"""What things cost: fees, living, travel, exams, budgets."""
