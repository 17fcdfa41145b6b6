"""What every request and response passes: address check, robots.txt, patience, conditional GET, slots."""
