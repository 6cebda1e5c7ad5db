package cli

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	"demarche"
	"demarche/ledger"
	"demarche/web/server"
)

// alertsCollector tells Prometheus how many changes wait to be told to whom.
type alertsCollector struct {
	outbox                 ledger.Outbox
	now                    func() time.Time
	waiting, tried, oldest *prometheus.Desc
}

// countAlerts has a meter count what waits in the outbox of a ledger, if it has one.
func countAlerts(m *server.Meter, l demarche.Ledger, now func() time.Time) {
	outbox, ok := l.(ledger.Outbox)
	if !ok {
		return
	}
	to := []string{"target"}
	m.Register(alertsCollector{
		outbox:  outbox,
		now:     now,
		waiting: prometheus.NewDesc("demarche_alerts_waiting", "Changes that wait to be told to a target of alerts.", to, nil),
		tried:   prometheus.NewDesc("demarche_alerts_refused", "Of those that wait for a target, how many it was tried to tell and did not take.", to, nil),
		oldest:  prometheus.NewDesc("demarche_alerts_oldest_seconds", "Age of the oldest change that waits to be told to a target, in seconds.", to, nil),
	})
}

// Describe implements prometheus.Collector.
func (c alertsCollector) Describe(to chan<- *prometheus.Desc) {
	to <- c.waiting
	to <- c.tried
	to <- c.oldest
}

// Collect implements prometheus.Collector.
func (c alertsCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), metricsPatience)
	defer cancel()
	targets, err := c.outbox.Outstanding(ctx)
	if err != nil {
		to <- prometheus.NewInvalidMetric(c.waiting, err)
		return
	}
	for _, t := range targets {
		to <- prometheus.MustNewConstMetric(c.waiting, prometheus.GaugeValue, float64(t.Waiting), t.Target)
		to <- prometheus.MustNewConstMetric(c.tried, prometheus.GaugeValue, float64(t.Tried), t.Target)
		if t.Waiting > 0 {
			to <- prometheus.MustNewConstMetric(c.oldest, prometheus.GaugeValue, c.now().Sub(t.Oldest).Seconds(), t.Target)
		}
	}
}
