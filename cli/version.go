package cli

type versionCommand struct {
	JSON bool `help:"Print as JSON."`
}

func (versionCommand) Help() string { return "Example: demarche version --json" }

// Run prints the version of the program and of its reader.
func (c *versionCommand) Run(s *session) error {
	r, err := s.stages.Reader()
	if err != nil {
		return err
	}
	if c.JSON {
		return s.asJSON(map[string]string{"version": s.around.Version, "reader": r.Version()})
	}
	return s.printf("demarche %s\nreader %s\n", s.around.Version, r.Version())
}
