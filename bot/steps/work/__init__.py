"""What officers do from a chat. Each module takes the turn and the officer, and calls the verbs of bot.cases."""
