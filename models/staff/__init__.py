"""Who belongs to the staff: appointing and dismissing."""
