"""What a text conversion tore, ran together or moved, put back before it is read; all of it stays flagged."""
