package reader

// answers finds stances that only answer what was asked of a state before:
// "asked Chad to take them. It refused."
func answers(s *scene) []finding {
	return nil
}
