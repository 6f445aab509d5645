the player
