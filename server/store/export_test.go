package store

// CleanTexts is the step of migration that is in Go.
var CleanTexts = cleanTexts
