package cli

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"demarche/operations"
)

// metricsPatience is how long figures about the work may take.
const metricsPatience = 3 * time.Second

// workCollector tells Prometheus how the work on a ledger goes.
type workCollector struct{ desk operations.Desk }

func newWorkCollector(d operations.Desk) workCollector { return workCollector{d} }

// figureOf describes a figure about the work.
func figureOf(name string) *prometheus.Desc {
	help := map[string]struct {
		says   string
		labels []string
	}{
		"demarche_jobs":                {"Jobs by kind and state; of a state with more than ten thousand as many as the database estimates.", []string{"kind", "state"}},
		"demarche_jobs_oldest_seconds": {"Age of the oldest job of a kind and state, in seconds: of those that wait, the lag.", []string{"kind", "state"}},
		"demarche_workers":             {"Workers that work, or of which nothing was heard.", []string{"state"}},
		"demarche_read_lag_seconds":    {"How long captures waited that were read in the last hour: half, 19 of 20, and all of them no longer.", []string{"quantile"}},
		"demarche_read_lag_reports":    {"Of how many reports of the last hour that is told.", nil},
		"demarche_errors":              {"Jobs that failed and are not done, and failures of watched sources in a row, by stage and source.", []string{"stage", "source"}},
	}[name]
	return prometheus.NewDesc(name, help.says, help.labels, nil)
}

// Describe implements prometheus.Collector.
func (workCollector) Describe(to chan<- *prometheus.Desc) {
	for _, name := range []string{"demarche_jobs", "demarche_jobs_oldest_seconds", "demarche_workers", "demarche_read_lag_seconds", "demarche_read_lag_reports", "demarche_errors"} {
		to <- figureOf(name)
	}
}

// Collect implements prometheus.Collector.
func (c workCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), metricsPatience)
	defer cancel()
	s, err := c.desk.State(ctx, 0) // single jobs are not told
	if err != nil {
		to <- prometheus.NewInvalidMetric(figureOf("demarche_jobs"), err)
		return
	}
	tell := func(name string, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(figureOf(name), prometheus.GaugeValue, value, labels...)
	}
	for _, j := range s.Jobs {
		tell("demarche_jobs", float64(j.Jobs), j.Kind, j.State)
		if j.Oldest != nil {
			tell("demarche_jobs_oldest_seconds", s.At.Sub(*j.Oldest).Seconds(), j.Kind, j.State)
		}
	}
	alive := 0
	for _, w := range s.Workers {
		if w.Alive {
			alive++
		}
	}
	tell("demarche_workers", float64(alive), "working")
	tell("demarche_workers", float64(len(s.Workers)-alive), "silent")
	tell("demarche_read_lag_reports", float64(s.Lag.Reports))
	if s.Lag.Reports > 0 {
		tell("demarche_read_lag_seconds", s.Lag.Median, "0.5")
		tell("demarche_read_lag_seconds", s.Lag.High, "0.95")
		tell("demarche_read_lag_seconds", s.Lag.Longest, "1")
	}
	failed := map[[2]string]float64{} // two sources may have one name
	for _, f := range s.Errors {
		failed[[2]string{f.Stage, f.Source}] += float64(f.Times)
	}
	for at, times := range failed {
		tell("demarche_errors", times, at[0], at[1])
	}
}
