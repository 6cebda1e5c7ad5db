package fetch

import (
	"context"
	"errors"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// hosts keeps what is known of each host.
type hosts struct {
	every time.Duration
	mu    sync.Mutex
	known map[string]*host
}

// host is one host: its turn is held by who asks it.
type host struct {
	turn   sync.Mutex
	every  time.Duration
	last   time.Time // when the last request ended
	robots *robotstxt.RobotsData
	asked  time.Time // when robots.txt was fetched
}

func newHosts(every time.Duration) *hosts {
	return &hosts{every: every, known: map[string]*host{}}
}

func (h *hosts) of(u *url.URL) *host {
	key := u.Scheme + "://" + strings.ToLower(u.Host)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.known[key] == nil {
		h.known[key] = &host{every: h.every}
	}
	return h.known[key]
}

// until gives how long the host is to be left alone.
func (h *host) until(now time.Time) time.Duration {
	if h.last.IsZero() {
		return 0
	}
	return max(0, h.last.Add(h.every).Sub(now))
}

const (
	robotsLive = 24 * time.Hour // how long rules are remembered
	mostDelay  = time.Minute    // the longest Crawl-delay that is kept; who wants more is asked rarely
)

// allowed reports whether the host's robots.txt lets an address be fetched; the
// turn is held. By RFC 9309 a host without the file allows everything, and one
// that cannot answer nothing.
func (c *Client) allowed(ctx context.Context, h *host, u *url.URL) (bool, error) {
	if h.robots == nil || c.now().Sub(h.asked) > robotsLive {
		file := &url.URL{Scheme: u.Scheme, Host: u.Host, Path: "/robots.txt"}
		a, err := c.get(ctx, h, file, Seen{})
		status := 200
		var refused *StatusError
		switch {
		case errors.As(err, &refused):
			status = refused.Status
		case err != nil:
			return false, err
		}
		rules, err := robotstxt.FromStatusAndBytes(status, a.Bytes)
		if err != nil {
			rules, err = robotstxt.FromStatusAndBytes(404, nil) // rules that nobody can read forbid nothing
		}
		if err != nil {
			return false, err
		}
		h.robots, h.asked = rules, c.now()
		if d := rules.FindGroup(Agent).CrawlDelay; d > h.every {
			h.every = min(d, mostDelay)
		}
	}
	return h.robots.TestAgent(u.RequestURI(), Agent), nil
}
