"""Pages that are pictures: rulings and text from the image, by optical character recognition."""
