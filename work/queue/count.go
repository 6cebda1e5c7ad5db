package queue

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river/rivertype"
)

// counted is how many jobs of a state are counted one by one. Of more PostgreSQL
// estimates how many there are of each kind, by its statistics, so that to count
// a million takes no longer than to count so many.
const counted = 10_000

// Counts tells how many jobs of each kind there are, and in which state.
func (q *Queue) Counts(ctx context.Context) ([]Count, error) {
	counts, err := q.counts(ctx, counted)
	if err != nil {
		return nil, fmt.Errorf("count jobs: %w", err)
	}
	return counts, nil
}

// kindIn is a kind of job in a state, in River's words.
type kindIn struct {
	kind  string
	state rivertype.JobState
}

// counts counts so many jobs of each state at most and estimates the rest.
func (q *Queue) counts(ctx context.Context, most int) ([]Count, error) {
	// In the order of the index by which River finds jobs: without it the table would be gone through for each state.
	rows, err := q.pool.Query(ctx, "SELECT j.kind, s.state::text, count(*), min(j.created_at) FROM unnest($1::text[]) AS s(state), LATERAL (SELECT kind, created_at FROM "+q.table("river_job")+
		" WHERE state = s.state::"+q.table("river_job_state")+" ORDER BY state, queue, priority, scheduled_at, id LIMIT $2) AS j GROUP BY j.kind, s.state", states(), most+1)
	if err != nil {
		return nil, err
	}
	all := make(map[kindIn]Count)
	in := make(map[rivertype.JobState]int)
	for rows.Next() {
		var of kindIn
		var c Count
		if err := rows.Scan(&of.kind, &of.state, &c.Jobs, &c.Oldest); err != nil {
			return nil, err
		}
		all[of] = c
		in[of.state] += c.Jobs
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	for s, n := range in {
		if n > most {
			if err := q.estimate(ctx, s, all); err != nil {
				return nil, err
			}
		}
	}
	return told(all), nil
}

// states are those in which River has jobs.
func states() []string {
	all := rivertype.JobStates()
	names := make([]string, len(all))
	for i, s := range all {
		names[i] = string(s)
	}
	return names
}

// estimate puts estimates in the place of what was counted of the jobs in a
// state. None is below what was counted.
func (q *Queue) estimate(ctx context.Context, s rivertype.JobState, all map[kindIn]Count) error {
	oldest, err := q.oldest(ctx, s)
	if err != nil {
		return err
	}
	for _, kind := range kinds() {
		of := kindIn{kind, s}
		c, seen := all[of]
		n, err := q.planned(ctx, of)
		if err != nil {
			return err
		}
		if at, ok := oldest[kind]; ok && (c.Oldest == nil || at.Before(*c.Oldest)) {
			c.Oldest, seen = &at, true
		}
		if !seen {
			continue // where there may be some, the planner never thinks of none
		}
		c.Jobs, c.Estimated = max(c.Jobs, n, 1), true
		all[of] = c
	}
	return nil
}

// planned gives how many jobs PostgreSQL expects to find. What is asked for holds
// no word of anybody else's.
func (q *Queue) planned(ctx context.Context, of kindIn) (int, error) {
	var plan []byte
	if err := q.pool.QueryRow(ctx, fmt.Sprintf("EXPLAIN (FORMAT JSON) SELECT FROM %s WHERE kind = '%s' AND state = '%s'", q.table("river_job"), of.kind, of.state)).Scan(&plan); err != nil {
		return 0, err
	}
	var said []struct {
		Plan struct {
			Rows float64 `json:"Plan Rows"`
		}
	}
	if err := json.Unmarshal(plan, &said); err != nil || len(said) != 1 {
		return 0, errors.Join(err, fmt.Errorf("a plan that is none: %.200s", plan))
	}
	return int(said[0].Plan.Rows), nil
}

// oldest gives when the oldest job of each kind in a state was made: of each
// queue and priority that one is looked at which comes first.
func (q *Queue) oldest(ctx context.Context, s rivertype.JobState) (map[string]time.Time, error) {
	rows, err := q.pool.Query(ctx, "SELECT o.kind, min(o.created_at) FROM unnest($1::text[]) AS queue, generate_series(1, $2) AS priority, LATERAL (SELECT kind, created_at FROM "+q.table("river_job")+
		" j WHERE j.state = $3::"+q.table("river_job_state")+" AND j.queue = queue.queue AND j.priority = priority.priority ORDER BY j.scheduled_at, j.id LIMIT 1) AS o GROUP BY o.kind", queues(), int(Archive), string(s))
	if err != nil {
		return nil, err
	}
	first := make(map[string]time.Time)
	var kind string
	var at time.Time
	_, err = pgx.ForEachRow(rows, []any{&kind, &at}, func() error {
		first[kind] = at
		return nil
	})
	return first, err
}

// told gives counts in order, in the words of Count: River has more states.
func told(all map[kindIn]Count) []Count {
	counts := []Count{}
	for of, c := range all {
		c.Kind, c.State = of.kind, state(of.state)
		counts = append(counts, c)
	}
	slices.SortFunc(counts, func(a, b Count) int { return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.State, b.State)) })
	merged := counts[:0]
	for _, c := range counts {
		n := len(merged)
		if n == 0 || merged[n-1].Kind != c.Kind || merged[n-1].State != c.State {
			merged = append(merged, c)
			continue
		}
		merged[n-1].Jobs += c.Jobs
		merged[n-1].Estimated = merged[n-1].Estimated || c.Estimated
		if c.Oldest.Before(*merged[n-1].Oldest) {
			merged[n-1].Oldest = c.Oldest
		}
	}
	return merged
}
