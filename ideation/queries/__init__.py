"""Reading, one file per noun. What a person will see comes through `visible_to` or asks the policy itself."""
