package alerts

import (
	"context"
	"encoding/json"
	"fmt"
	"net"
	"strconv"
	"strings"

	gomail "github.com/wneessen/go-mail"

	"demarche/ledger"
)

// sendMail hands a change over as e-mail, to all addresses of a target at once.
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
	if err := client.DialAndSendWithContext(ctx, m); err != nil {
		return fmt.Errorf("hand over e-mail: %w", err)
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
		fmt.Fprintf(&b, "Day: %s\n", c.Day)
	}
	if c.Moved != nil {
		fmt.Fprintf(&b, "People: %d\n", c.Moved.People)
	}
	if c.Before != "" {
		fmt.Fprintf(&b, "Before: %s\n", words(c.Before))
	}
	if c.After != "" {
		fmt.Fprintf(&b, "Now: %s\n", words(c.After))
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
