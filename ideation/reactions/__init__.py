"""Who hears of a fact, decided after it happened."""
