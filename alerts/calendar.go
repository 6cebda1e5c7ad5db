package alerts

import (
	"bytes"
	"fmt"
	"time"

	ics "github.com/arran4/golang-ical"

	"demarche"
)

// Calendar writes changes as a calendar (RFC 5545): an event of whole days for
// each change of which a day, month or year is known. changes come newest first;
// a movement has one event, which tells how far it has come by now.
func Calendar(changes []Change, site, about string) ([]byte, error) {
	cal := ics.NewCalendar()
	cal.SetProductId("-//Demarche//Changes//EN")
	cal.SetMethod(ics.MethodPublish)
	cal.SetName("Demarche: " + about)
	cal.SetXWRCalName("Demarche: " + about)
	shown := make(map[string]bool)
	for _, c := range changes {
		if !c.Day.Known() || shown[c.subject] {
			continue
		}
		id := c.ID
		if c.subject != "" {
			shown[c.subject], id = true, identify("recent", string(Flight), c.subject)
		}
		e := cal.AddEvent(id + "@demarche.invalid")
		e.SetDtStampTime(c.Found.UTC())
		e.SetAllDayStartAt(c.Day.First())
		e.SetAllDayEndAt(demarche.Day(c.Day.Last()).First().AddDate(0, 0, 1)) // the day after the last
		e.SetSummary(clean(oneLine(c.Title)))
		e.SetDescription(clean(summary(c)))
		if site != "" {
			e.SetURL(site + c.Path)
		}
		e.AddCategory(string(c.Kind))
		e.SetTimeTransparency(ics.TransparencyTransparent)
		e.SetLastModifiedAt(c.Found.UTC().Truncate(time.Second))
	}
	var b bytes.Buffer
	if err := cal.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("write calendar: %w", err)
	}
	return b.Bytes(), nil
}
