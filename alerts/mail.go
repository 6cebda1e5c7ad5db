package alerts

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"demarche/ledger"
	"demarche/phrases"
)

// sendMail hands a change over as e-mail, to all addresses of a target at once;
// with a RefusedError some of them have it.
// The id of the message is made from that of the change, so that a mailbox that
// gets it twice can tell.
func sendMail(ctx context.Context, server *MailServer, t Target, d ledger.Delivery, c Config) error {
	var change Change
	if err := json.Unmarshal(d.Body, &change); err != nil {
		return fmt.Errorf("read change: %w", err)
	}
	m, err := newMail(server, t, d.ID, change, c.Site)
	if err != nil {
		return err
	}
	client, err := newMailClient(server)
	if err != nil {
		return err
	}
	if err := handOver(ctx, client, m); err != nil {
		return fmt.Errorf("hand over e-mail: %w", err)
	}
	return nil
}

// RefusedError tells that a mail server took a message, but refuses some of its
// addresses for good.
type RefusedError struct {
	Addresses []string
	Err       error // what the server said of the last one
}

// Error implements error.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("the mail server refuses %s: %v; the other addresses have the message", strings.Join(e.Addresses, ", "), e.Err)
}

// Unwrap gives what the server said.
func (e *RefusedError) Unwrap() error { return e.Err }

// refusedForGood is the lowest code by which a mail server says that it is no
// use to try again (RFC 5321, section 4.2.1).
const refusedForGood = 500

// handOver hands a message over in one transaction: all addresses have it, or
// none, but for those that the server refuses for good, which hold up no other
// (RefusedError). Once the server took it nothing is an error: a message that
// was taken is not sent again because the good-bye failed.
func handOver(ctx context.Context, client *gomail.Client, m *gomail.Msg) error {
	from, err := m.GetSender(false)
	if err != nil {
		return err
	}
	to, err := m.GetRecipients()
	if err != nil {
		return err
	}
	c, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if err := c.Mail(from); err != nil {
		return err
	}
	refused := &RefusedError{}
	for _, address := range to {
		err := c.Rcpt(address)
		var said *textproto.Error
		switch {
		case err == nil:
		case errors.As(err, &said) && said.Code >= refusedForGood:
			refused.Addresses, refused.Err = append(refused.Addresses, strings.Trim(address, "<>")), err
		default:
			return err
		}
	}
	if len(refused.Addresses) == len(to) {
		return refused.Err
	}
	if err := c.UpdateDeadline(within); err != nil {
		return err
	}
	w, err := c.Data()
	if err != nil {
		return err
	}
	if _, err := m.WriteTo(w); err != nil {
		return err // without the end of the message it is none
	}
	if err := w.Close(); err != nil {
		return err
	}
	_ = c.Quit()
	if len(refused.Addresses) > 0 {
		return refused
	}
	return nil
}

func newMail(server *MailServer, t Target, id string, change Change, site string) (*gomail.Msg, error) {
	m := gomail.NewMsg()
	if err := m.From(server.From); err != nil {
		return nil, fmt.Errorf("e-mail from %q: %w", server.From, err)
	}
	if err := m.To(t.Mail...); err != nil {
		return nil, fmt.Errorf("e-mail to %q: %w", t.Mail, err)
	}
	m.Subject("[Demarche] " + clip(oneLine(change.Title)))
	m.SetDateWithValue(change.Found)
	m.SetMessageIDWithValue(id + "." + t.Name + "@demarche.invalid")
	m.SetGenHeader("Auto-Submitted", "auto-generated")
	m.SetBodyString(gomail.TypeTextPlain, mailText(change, site))
	return m, nil
}

// mailText is what the message says.
func mailText(c Change, site string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n", oneLine(c.Title))
	if c.Day.Known() {
		fmt.Fprintf(&b, "Day: %s\n", phrases.Day(c.Day))
	}
	if c.Moved != nil {
		fmt.Fprintf(&b, "People: %s\n", phrases.Number(float64(c.Moved.People)))
	}
	if c.Before != "" {
		fmt.Fprintf(&b, "Before: %s\n", answerWords(c.Kind, c.Before))
	}
	if c.After != "" {
		fmt.Fprintf(&b, "Now: %s\n", answerWords(c.Kind, c.After))
	}
	if c.Sentence != "" {
		fmt.Fprintf(&b, "\n    %s\n", oneLine(c.Sentence))
	}
	if site != "" && c.Path != "" {
		fmt.Fprintf(&b, "\n%s%s\n", site, c.Path)
	}
	if len(c.Entries) > 0 {
		fmt.Fprintf(&b, "\nEntries: %s\n", strings.Join(c.Entries, " "))
	}
	fmt.Fprintf(&b, "\nA machine read this and may be wrong; the entry shows the sentence and its report. Change %s.\n", c.ID)
	return b.String()
}

// answerWords says an answer in the words of the pages.
func answerWords(k Kind, answer string) string {
	if k == Position {
		s := newStandOf(answer)
		return phrases.Stands(s.Stance, s.Terms)
	}
	return phrases.Word(answer)
}

// longestSubject is how many code points of a title a subject has.
const longestSubject = 150

func clip(s string) string {
	if r := []rune(s); len(r) > longestSubject {
		return string(r[:longestSubject]) + "..."
	}
	return s
}

func newMailClient(server *MailServer) (*gomail.Client, error) {
	host, port, err := net.SplitHostPort(server.Server)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		return nil, fmt.Errorf("port of the mail server: %w", err)
	}
	options := []gomail.Option{gomail.WithPort(number), gomail.WithTimeout(within)}
	switch server.TLS {
	case "tls":
		options = append(options, gomail.WithSSL())
	case "none":
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if server.User != "" {
		options = append(options, gomail.WithSMTPAuth(gomail.SMTPAuthAutoDiscover), gomail.WithUsername(server.User), gomail.WithPassword(server.Password))
	}
	client, err := gomail.NewClient(host, options...)
	if err != nil {
		return nil, fmt.Errorf("mail server: %w", err)
	}
	return client, nil
}
