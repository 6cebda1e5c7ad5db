package server

import (
	"context"
	"log/slog"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"demarche"
)

// Measured is what a meter asks about the ledger behind a server.
type Measured interface {
	// Head gives the end of the log.
	Head(ctx context.Context) (demarche.Head, error)
	// Ready reports whether every question can be answered.
	Ready() bool
}

// Meter counts what a server does, for Prometheus.
type Meter struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	open     prometheus.Gauge
	log      *slog.Logger
}

// firstByte are the bounds, in seconds, between which answers are counted:
// finest around the tenth of a second that a page may take.
func firstByte() []float64 {
	return []float64{.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 10, 60}
}

// NewMeter makes a meter of a server of the given version. What cannot be
// counted is told in the log.
func NewMeter(of Measured, version string, log *slog.Logger) *Meter {
	m := &Meter{
		log:      log,
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "demarche_http_requests_total", Help: "Requests answered, by page and status."}, []string{"page", "status"}),
		seconds:  prometheus.NewHistogramVec(prometheus.HistogramOpts{Name: "demarche_http_first_byte_seconds", Help: "Time until an answer begins, in seconds, by page.", Buckets: firstByte()}, []string{"page"}),
		open:     prometheus.NewGauge(prometheus.GaugeOpts{Name: "demarche_http_requests_open", Help: "Requests that are being answered."}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{Name: "demarche_build_info", Help: "1, with the version of the program.", ConstLabels: prometheus.Labels{"version": version}})
	build.Set(1)
	m.registry.MustRegister(m.requests, m.seconds, m.open, build, ledgerCollector{of: of}, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	return m
}

// Register adds what another part of the program counts.
func (m *Meter) Register(c ...prometheus.Collector) { m.registry.MustRegister(c...) }

// Handler gives what was counted, in the form that Prometheus reads, at every
// address. It is made once: it counts its own failures.
func (m *Meter) Handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorLog: slog.NewLogLogger(m.log.Handler(), slog.LevelError), ErrorHandling: promhttp.ContinueOnError, Registry: m.registry})
}

// metered counts each request and the time until its answer begins.
func (m *Meter) metered(next http.Handler, now func() time.Time) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		begin := now()
		m.open.Inc()
		b := &begun{ResponseWriter: w, now: now}
		defer func() {
			m.open.Dec()
			status := b.status
			if status == 0 {
				status = http.StatusOK // an empty answer, or one that was cut off
			}
			if b.at.IsZero() {
				b.at = now()
			}
			page := pageOf(r.URL.Path, status)
			m.requests.WithLabelValues(page, strconv.Itoa(status)).Inc()
			m.seconds.WithLabelValues(page).Observe(b.at.Sub(begin).Seconds())
		}()
		next.ServeHTTP(b, r)
	})
}

// pageOf names the kind of page that an address asks for: its first part, of the
// API its first two. Whatever is not there is "other", so that nobody can
// make up names without end.
func pageOf(path string, status int) string {
	refused := []int{http.StatusNotFound, http.StatusMethodNotAllowed, http.StatusRequestURITooLong, http.StatusMisdirectedRequest, http.StatusTooManyRequests,
		http.StatusMovedPermanently, http.StatusTemporaryRedirect, http.StatusPermanentRedirect, http.StatusUnauthorized, http.StatusSeeOther, http.StatusFound, http.StatusForbidden, http.StatusBadRequest}
	if slices.Contains(refused, status) {
		return "other"
	}
	first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/")
	if first == "api" {
		second, _, _ := strings.Cut(rest, "/")
		return "/api/" + second
	}
	return "/" + first
}

// begun notes when an answer begins and with what status.
type begun struct {
	http.ResponseWriter

	now    func() time.Time
	at     time.Time
	status int
}

func (b *begun) WriteHeader(status int) {
	if b.status == 0 && status >= http.StatusOK {
		b.status, b.at = status, b.now()
	}
	b.ResponseWriter.WriteHeader(status)
}

func (b *begun) Write(p []byte) (int, error) {
	if b.status == 0 {
		b.status, b.at = http.StatusOK, b.now()
	}
	return b.ResponseWriter.Write(p) //nolint:wrapcheck // it stands in for the writer itself
}

// Unwrap lets http.ResponseController reach the writer.
func (b *begun) Unwrap() http.ResponseWriter { return b.ResponseWriter }

// ledgerCollector tells of the ledger when it is asked.
type ledgerCollector struct{ of Measured }

func lines() *prometheus.Desc {
	return prometheus.NewDesc("demarche_ledger_log_lines", "Lines of the ledger's log.", nil, nil)
}

func isReady() *prometheus.Desc {
	return prometheus.NewDesc("demarche_ready", "1 when every question can be answered.", nil, nil)
}

// Describe names what Collect gives.
func (c ledgerCollector) Describe(to chan<- *prometheus.Desc) {
	to <- lines()
	to <- isReady()
}

// Collect asks the ledger. A ledger that does not answer is told as an error of the scrape.
func (c ledgerCollector) Collect(to chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), patienceForHead)
	defer cancel()
	head, err := c.of.Head(ctx)
	ready := 0.0
	if err == nil && c.of.Ready() {
		ready = 1
	}
	to <- prometheus.MustNewConstMetric(isReady(), prometheus.GaugeValue, ready)
	if err != nil {
		to <- prometheus.NewInvalidMetric(lines(), err)
		return
	}
	to <- prometheus.MustNewConstMetric(lines(), prometheus.GaugeValue, float64(head.Size))
}
