"""The words for yes and no that variables and profile files may use."""

TRUE, FALSE = "true", "false"
TRUE_WORDS = ("1", TRUE, "yes", "on")
FALSE_WORDS = ("0", FALSE, "no", "off")
