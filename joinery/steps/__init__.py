"""Steps of the method that touch several subjects, one file per step."""
