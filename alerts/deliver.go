package alerts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"time"

	"demarche"
	"demarche/ledger"
)

const (
	// lease is for how long a delivery under way is nobody else's: longer than it can take.
	lease = 2 * time.Minute
	// soonest and latest are how long a delivery that failed waits at first and at most.
	soonest = 30 * time.Second
	latest  = 6 * time.Hour
)

// backOff is how long a delivery waits after so many failures: twice as long each time.
func backOff(failures int) time.Duration {
	wait := soonest
	for range failures - 1 {
		if wait *= 2; wait >= latest {
			return latest
		}
	}
	return wait
}

// Deliverer hands over what waits in an outbox.
type Deliverer struct {
	Outbox ledger.Outbox
	Config *Config
	Send   func(ctx context.Context, t Target, d ledger.Delivery) error
	Now    func() time.Time
	Log    *slog.Logger
}

// down is why a target is left alone for the rest of a round, and when what it
// did not take is tried again.
type down struct {
	why   error
	again time.Time
}

// Deliver tries every delivery whose time has come, once, and tells how many
// targets took theirs and how many did not. A delivery leaves the outbox only
// when the target took it: one that is cut off is tried again with the same id.
// They are taken one at a time, so that none outlives its lease; a target that
// fails is left alone for the rest of the round, so that it holds up no other.
// What waited behind what it did not take is tried before that the next time.
func (d *Deliverer) Deliver(ctx context.Context) (sent, failed int, err error) {
	failing := make(map[string]down)
	for {
		due, err := d.Outbox.Due(ctx, d.Now(), lease, 1)
		if err != nil || len(due) == 0 {
			return sent, failed, err
		}
		if err := ctx.Err(); err != nil {
			return sent, failed, err // it waits for its lease to end
		}
		one := due[0]
		left, is := failing[one.Target]
		if is {
			err = d.putOff(ctx, one, left)
		} else {
			left, err = d.deliver(ctx, one)
		}
		switch {
		case err != nil:
			return sent, failed, err
		case left.why == nil:
			sent++
		default:
			failed++
			failing[one.Target] = left
		}
	}
}

// deliver tries one delivery, and gives why it was not taken and when it is
// tried again. That is noted also when the program is being stopped meanwhile.
func (d *Deliverer) deliver(ctx context.Context, one ledger.Delivery) (down, error) {
	target, ok := d.Config.target(one.Target)
	why := fmt.Errorf("the file of alerts has no target %q", one.Target)
	if ok {
		why = d.Send(ctx, target, one)
	}
	note := context.WithoutCancel(ctx)
	var refused *RefusedError
	if errors.As(why, &refused) { // to try again would send it twice to those who have it
		d.Log.Warn("a change was not taken for some addresses, and is not sent to them again", "target", one.Target, "change", one.ID, "error", why)
		why = nil
	}
	if why == nil {
		return down{}, d.Outbox.Sent(note, one, d.Now())
	}
	wait := backOff(one.Tries + 1)
	again := d.Now().Add(wait)
	d.Log.Warn("a change was not taken", "target", one.Target, "change", one.ID, "try", one.Tries+1, "again in", wait.String(), "error", why)
	return down{why, again}, d.Outbox.Failed(note, one, again, why.Error())
}

// putOff leaves alone a delivery whose target did not take another one just
// before: until the next round, and before that other one is tried again, so that
// a change that a target refuses for good holds up no other.
func (d *Deliverer) putOff(ctx context.Context, one ledger.Delivery, behind down) error {
	now := d.Now()
	until := now.Add(soonest)
	if sooner := behind.again.Add(-time.Nanosecond); sooner.After(now) && sooner.Before(until) {
		until = sooner
	}
	d.Log.Debug("a change was not tried, for its target did not take another one just before", "target", one.Target, "change", one.ID, "again", until)
	return d.Outbox.PutOff(context.WithoutCancel(ctx), one, until)
}

// Round is what came of one look.
type Round struct {
	Changes []Change `json:"changes"`
	Sent    int      `json:"sent"`   // deliveries that were taken
	Failed  int      `json:"failed"` // and not; they wait in the outbox
}

// Empty reports whether nothing changed and nothing was to be delivered.
func (r Round) Empty() bool { return len(r.Changes)+r.Sent+r.Failed == 0 }

// Run looks for changes and delivers them until the context ends; what goes
// wrong is logged and tried again. With once it does so once and gives the error.
// told, which may be nil, is given what came of each look; its error ends Run.
func Run(ctx context.Context, w *Watcher, d *Deliverer, once bool, sleep func(context.Context, time.Duration) error, told func(Round) error) error {
	for {
		r, err := round(ctx, w, d)
		if told != nil {
			if failure := told(r); failure != nil {
				return errors.Join(err, failure)
			}
		}
		if once {
			return err
		}
		if err != nil && ctx.Err() == nil {
			d.Log.Error("alerts", "error", err)
		}
		if sleep(ctx, w.Config.Every) != nil {
			return nil // the context ended: that is how it is stopped
		}
	}
}

// round looks once, and delivers what waits.
func round(ctx context.Context, w *Watcher, d *Deliverer) (Round, error) {
	changes, err := w.Look(ctx)
	for _, c := range changes {
		d.Log.Info("changed", "change", c.ID, "kind", c.Kind, "title", c.Title)
	}
	sent, failed, failure := d.Deliver(ctx)
	if sent+failed > 0 {
		d.Log.Info("delivered", "sent", sent, "failed", failed)
	}
	return Round{append([]Change{}, changes...), sent, failed}, errors.Join(err, failure)
}

// Test sends every target, or the one of a name, a message that says it is a
// test, and gives what became of it by the names of targets. One that needs a
// secret which is not there is told nothing, and hinders no other.
func Test(ctx context.Context, c *Config, send func(context.Context, Target, ledger.Delivery) error, name string, now time.Time) (map[string]error, error) {
	if name != "" && !slices.ContainsFunc(c.Targets, func(t Target) bool { return t.Name == name }) {
		return nil, &demarche.Error{Code: demarche.NotFound, Op: "alerts", Detail: fmt.Sprintf("there is no target %q", name)}
	}
	if len(c.Targets) == 0 {
		return nil, &demarche.Error{Code: demarche.Invalid, Op: "alerts", Detail: "the file names no targets", Hint: "demarche alerts example prints a file with every field"}
	}
	out := make(map[string]error)
	for _, t := range c.Targets {
		if name != "" && t.Name != name {
			continue
		}
		if err := c.missing(t); err != nil {
			out[t.Name] = err
			continue
		}
		change := Change{
			ID: identify("test", t.Name, now.String()), Kind: "test", Found: now.UTC(), Title: "A test of the alerts", States: []demarche.State{}, Entries: []string{},
			After: "nothing has changed; this target can be reached", Path: "/",
		}
		body, err := json.Marshal(change)
		if err != nil {
			return nil, fmt.Errorf("write test: %w", err)
		}
		out[t.Name] = send(ctx, t, ledger.Delivery{ID: change.ID, Target: t.Name, Body: body})
	}
	return out, nil
}
