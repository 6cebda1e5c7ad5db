package fetch

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httputil"
	"net/netip"
	"net/url"
	"strconv"
	"time"

	"demarche"
	"demarche/source"
	"demarche/source/decode"
)

// Limits of one request.
const (
	maxRedirects = 5
	maxHeader    = 256 << 10
	wholeTime    = 60 * time.Second // for a request with its body and redirects
	headTime     = 20 * time.Second // until the head of the answer is there
)

// Agent is how Demarche names itself to servers and finds itself in robots.txt.
const Agent = "Demarche"

// Client fetches addresses. It is safe for use by several goroutines.
type Client struct {
	http  *http.Client
	now   func() time.Time
	sleep func(context.Context, time.Duration) error
	hosts *hosts
}

// Options are what a Client may do.
type Options struct {
	Now     func() time.Time                           // the clock
	Sleep   func(context.Context, time.Duration) error // waits; nil for real waiting
	Private bool                                       // fetch from private networks too
	Every   time.Duration                              // between two requests to one host; 0 for five seconds
	Version string                                     // of the program, for the name given to servers
	Within  time.Duration                              // for a request with its body and redirects; 0 for a minute

	Resolver *net.Resolver         // of the names of hosts; nil for that of the system
	allowed  func(netip.Addr) bool // what may be connected to; nil for the public Internet
}

// New makes a client.
func New(o Options) *Client {
	if o.Sleep == nil {
		o.Sleep = Wait
	}
	if o.Every == 0 {
		o.Every = 5 * time.Second
	}
	if o.Within == 0 {
		o.Within = wholeTime
	}
	c := &Client{now: o.Now, sleep: o.Sleep, hosts: newHosts(o.Every)}
	c.http = &http.Client{
		Timeout:   o.Within,
		Transport: &agent{name: Agent + "/" + o.Version, next: transport(o)},
		CheckRedirect: func(r *http.Request, via []*http.Request) error {
			if len(via) > maxRedirects {
				return fmt.Errorf("over %d redirects", maxRedirects)
			}
			_, err := CheckURL(r.URL.String())
			return err
		},
	}
	return c
}

// Transport makes connections that lead to no address inside a private network,
// unless private is set: each is checked after its name was resolved. It uses no
// proxy and leaves bodies as they come.
func Transport(private bool) *http.Transport { return transport(Options{Private: private}) }

func transport(o Options) *http.Transport {
	dialer := &net.Dialer{Timeout: headTime, Resolver: o.Resolver}
	if o.allowed == nil {
		o.allowed = public
	}
	if !o.Private {
		dialer.ControlContext = guard(o.allowed)
	}
	return &http.Transport{
		DialContext:            dialer.DialContext,
		DisableCompression:     true, // so that what is kept is what came
		ForceAttemptHTTP2:      true,
		MaxResponseHeaderBytes: maxHeader,
		ResponseHeaderTimeout:  headTime,
		TLSHandshakeTimeout:    headTime,
		IdleConnTimeout:        wholeTime,
	}
}

// agent names the program in every request.
type agent struct {
	name string
	next http.RoundTripper
}

func (a *agent) RoundTrip(r *http.Request) (*http.Response, error) {
	r = r.Clone(r.Context())
	r.Header.Set("User-Agent", a.name)
	r.Header.Set("Accept-Encoding", "gzip, br")
	return a.next.RoundTrip(r)
}

// Wait sleeps until the time is over or ctx ends.
func Wait(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// Seen is what is remembered of an address, so that it is fetched again only if
// it has changed.
type Seen struct {
	ETag     string `json:"etag,omitempty"`
	Modified string `json:"last_modified,omitempty"`
}

// Answer is what an address gave.
type Answer struct {
	demarche.Capture // body without content encoding, at the address that was reached last
	Seen             Seen
	Unchanged        bool // the server says it has not changed since it was seen; there is no body
}

// BusyError tells that a server wants to be left alone for a while.
type BusyError struct {
	Status int
	For    time.Duration // 0 if the server does not say
}

func (e *BusyError) Error() string {
	if e.For > 0 {
		return fmt.Sprintf("the server answers %d and asks to wait %s", e.Status, e.For)
	}
	return fmt.Sprintf("the server answers %d", e.Status)
}

// StatusError tells that a server did not give what was asked for.
type StatusError struct{ Status int }

func (e *StatusError) Error() string {
	return fmt.Sprintf("the server answers %d %s", e.Status, http.StatusText(e.Status))
}

// ErrRobots is the error for an address that the host's robots.txt forbids.
var ErrRobots = errors.New("the host's robots.txt forbids it")

// Get fetches an address, when the host's turn has come and if its robots.txt
// allows it. Errors name no address; some are *BusyError, *StatusError or wrap
// ErrScheme, ErrPrivate, ErrRobots or decode.ErrTooLarge.
func (c *Client) Get(ctx context.Context, address string, seen Seen) (Answer, error) {
	u, err := CheckURL(address)
	if err != nil {
		return Answer{}, err
	}
	h := c.hosts.of(u)
	h.turn.Lock()
	defer h.turn.Unlock()
	allowed, err := c.allowed(ctx, h, u)
	if err != nil {
		return Answer{}, err
	}
	if !allowed {
		return Answer{}, ErrRobots
	}
	return c.get(ctx, h, u, seen)
}

// get fetches an address without asking robots.txt; the host's turn is held.
func (c *Client) get(ctx context.Context, h *host, u *url.URL, seen Seen) (Answer, error) {
	if err := c.sleep(ctx, h.until(c.now())); err != nil {
		return Answer{}, err
	}
	defer func() { h.last = c.now() }()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return Answer{}, err
	}
	if seen.ETag != "" {
		r.Header.Set("If-None-Match", seen.ETag)
	}
	if seen.Modified != "" {
		r.Header.Set("If-Modified-Since", seen.Modified)
	}
	resp, err := c.http.Do(r)
	if err != nil {
		var ue *url.Error
		if errors.As(err, &ue) {
			err = ue.Err // the address stands in front already
		}
		return Answer{}, err
	}
	defer resp.Body.Close()
	return c.answer(resp)
}

// answer takes an answer apart.
func (c *Client) answer(resp *http.Response) (Answer, error) {
	switch {
	case resp.StatusCode == http.StatusNotModified:
		return Answer{Unchanged: true}, nil
	case resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable:
		return Answer{}, &BusyError{resp.StatusCode, retryAfter(resp.Header.Get("Retry-After"), c.now())}
	case resp.StatusCode != http.StatusOK:
		return Answer{}, &StatusError{resp.StatusCode}
	}
	head, err := httputil.DumpResponse(resp, false)
	if err != nil {
		return Answer{}, fmt.Errorf("the head of the answer: %w", err)
	}
	body, err := decode.Body(resp.Body, resp.Header.Get("Content-Encoding"), source.Limit)
	if err != nil {
		if errors.Is(err, io.ErrUnexpectedEOF) {
			err = fmt.Errorf("the answer is cut off: %w", err)
		}
		return Answer{}, err
	}
	declared := resp.Header.Get("Content-Type")
	return Answer{
		Capture: demarche.Capture{Address: resp.Request.URL.String(), Bytes: body, Taken: c.now(), Media: source.MediaOf(body, declared), Head: head},
		Seen:    Seen{resp.Header.Get("ETag"), resp.Header.Get("Last-Modified")},
	}, nil
}

// retryAfter understands a Retry-After field: seconds or a time.
func retryAfter(s string, now time.Time) time.Duration {
	const most = 24 * time.Hour
	if n, err := strconv.Atoi(s); err == nil && n > 0 {
		return min(time.Duration(n)*time.Second, most)
	}
	if t, err := http.ParseTime(s); err == nil && t.After(now) {
		return min(t.Sub(now), most)
	}
	return 0
}
