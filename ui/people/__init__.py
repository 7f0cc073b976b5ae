"""Who is at the till: PINs asked for an act, at the door and over a locked screen."""
