package alerts

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"time"

	"demarche/ledger"
	"demarche/source/fetch"
)

// within is how long a receiver may take to answer.
const within = 15 * time.Second

// Sender hands changes over to targets. It is safe for use by several goroutines.
type Sender struct {
	config  *Config
	now     func() time.Time
	version string
	public  *http.Client // refuses private networks
	private *http.Client
	mail    func(context.Context, *MailServer, Target, ledger.Delivery, Config) error
}

// NewSender makes a sender for the targets of a file of alerts.
func NewSender(c *Config, now func() time.Time, version string) *Sender {
	client := func(private bool) *http.Client {
		return &http.Client{
			Timeout: within, Transport: fetch.Transport(private),
			// What is signed for one address is not sent on to another.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return &Sender{config: c, now: now, version: version, public: client(false), private: client(true), mail: sendMail}
}

// Send hands a change over to a target; without an error the target took it.
func (s *Sender) Send(ctx context.Context, t Target, d ledger.Delivery) error {
	if t.Webhook != "" {
		return s.post(ctx, t, d)
	}
	return s.mail(ctx, s.config.Mail, t, d, *s.config)
}

// event is the body of a webhook, in the form that Standard Webhooks recommends.
type event struct {
	Type      string          `json:"type"`
	Timestamp time.Time       `json:"timestamp"`
	Data      json.RawMessage `json:"data"`
}

// eventType names what a change is.
func eventType(c Change) string {
	switch {
	case c.Kind == Gap:
		return "gap.closed"
	case c.Kind == Flight && c.Before == "":
		return "flight.reported"
	case c.Kind == Flight:
		return "flight.changed"
	case c.Kind == Position:
		return "position.changed"
	}
	return "test"
}

// post sends a webhook, signed.
func (s *Sender) post(ctx context.Context, t Target, d ledger.Delivery) error {
	var c Change
	if err := json.Unmarshal(d.Body, &c); err != nil {
		return fmt.Errorf("read change: %w", err)
	}
	data := d.Body
	if s.config.Site != "" && c.Path != "" {
		var err error
		c.Address = s.config.Site + c.Path
		if data, err = json.Marshal(c); err != nil {
			return fmt.Errorf("write change: %w", err)
		}
	}
	body, err := json.Marshal(event{eventType(c), c.Found, data})
	if err != nil {
		return fmt.Errorf("write webhook: %w", err)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.Webhook, bytes.NewReader(body))
	if err != nil {
		return fmt.Errorf("make request: %w", err)
	}
	at := s.now()
	h := r.Header
	h.Set("Content-Type", "application/json")
	h.Set("User-Agent", fetch.Agent+"/"+s.version)
	h.Set("Idempotency-Key", d.ID)
	h.Set("Webhook-Id", d.ID)
	h.Set("Webhook-Timestamp", strconv.FormatInt(at.Unix(), 10))
	h.Set("Webhook-Signature", "v1,"+sign(t.Secret, d.ID, at, body))
	client := s.public
	if t.AllowPrivate {
		client = s.private
	}
	answer, err := client.Do(r)
	if err != nil {
		var u *url.Error
		if errors.As(err, &u) {
			err = u.Err // the address may be a secret of its own
		}
		if errors.Is(err, fetch.ErrPrivate) {
			err = fmt.Errorf("%w; if it is yours, say allow_private: true in the target", err)
		}
		return err
	}
	defer func() { _ = answer.Body.Close() }()
	_, _ = io.CopyN(io.Discard, answer.Body, 64<<10) // so that the connection can be used again
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("the receiver answers %s", answer.Status)
	}
	return nil
}

// sign signs a webhook: HMAC-SHA256 over its id, its time and its body, in
// base64 (Standard Webhooks 1.0.0, https://www.standardwebhooks.com).
func sign(secret []byte, id string, at time.Time, body []byte) string {
	m := hmac.New(sha256.New, secret)
	fmt.Fprintf(m, "%s.%d.%s", id, at.Unix(), body)
	return base64.StdEncoding.EncodeToString(m.Sum(nil))
}
