package cli

import (
	"demarche"
	"demarche/ask"
	"demarche/score"
)

type scoreCommand struct {
	Gold  string `arg:"" help:"Folder of annotated reports: NAME.txt with NAME.json."`
	Pred  string `arg:"" optional:"" help:"Folder of records to be compared with them: NAME.json, as demarche read --out writes it."`
	Kinds string `help:"Kinds of record, separated by commas; all if none." placeholder:"KIND,..."`
	Show  bool   `help:"List every record that was not found (-) or is not annotated (+)."`
	Check bool   `help:"Hold the annotated records against the record model; PRED is not needed."`
	JSON  bool   `help:"Print the figures as JSON."`
}

func (scoreCommand) Help() string {
	return "Prints precision, recall, F1 and soft agreement by kind of record. The figures are defined in package score. With --check, the status is 1 if an annotation is at fault.\n\nExample: demarche read --out out/ eval/dev/*.txt && demarche score eval/dev out/"
}

// Run compares, or checks.
func (c *scoreCommand) Run(s *session) error {
	if c.Check {
		return c.check(s)
	}
	if c.Pred == "" {
		return &demarche.Error{Code: demarche.Invalid, Op: "score", Detail: "no folder of records to compare", Hint: "demarche score GOLD PRED, or --check to look at the annotations alone"}
	}
	kinds, err := ask.Kinds(c.Kinds)
	if err != nil {
		return err
	}
	result, err := score.Compare(c.Gold, c.Pred, kinds)
	if err != nil {
		return err
	}
	if c.Show {
		if err := result.Show(s.around.Out); err != nil {
			return err
		}
	}
	if c.JSON {
		return result.WriteJSON(s.around.Out)
	}
	return result.WriteText(s.around.Out)
}

func (c *scoreCommand) check(s *session) error {
	checked, err := score.Check(c.Gold)
	if err != nil {
		return err
	}
	if c.JSON {
		err = s.asJSON(checked)
	} else {
		err = checked.WriteText(s.around.Out)
	}
	if err == nil && len(checked.Faults) > 0 {
		return errFaults
	}
	return err
}
