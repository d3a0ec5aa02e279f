"""Recognition of scanned pages: an optional extra that never reaches for the network."""
