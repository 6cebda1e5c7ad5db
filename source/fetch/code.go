package fetch

import (
	"errors"
	"net"
	"net/http"

	"demarche"
	"demarche/source/decode"
)

// Explain puts an error of Get into the words of users: what kind of failure it is
// and what to do about it.
func Explain(address string, err error) error {
	e := &demarche.Error{Code: demarche.Invalid, Op: "fetch", Path: address, Err: err}
	var status *StatusError
	var busy *BusyError
	var name *net.DNSError
	var network net.Error
	switch {
	case errors.Is(err, ErrPrivate):
		e.Code, e.Hint = demarche.Unsupported, "addresses of the own network need --allow-private"
	case errors.Is(err, ErrRobots):
		e.Code, e.Hint = demarche.Unsupported, "save the page by hand and give the file"
	case errors.Is(err, ErrScheme):
		e.Code, e.Hint = demarche.Unsupported, "save the page and give the file"
	case errors.Is(err, decode.ErrTooLarge):
		e.Code, e.Hint = demarche.TooLarge, "save the text of the report into a .txt file"
	case errors.As(err, &status) && (status.Status == http.StatusNotFound || status.Status == http.StatusGone), errors.As(err, &name) && name.IsNotFound:
		e.Code, e.Hint = demarche.NotFound, "check the address"
	case errors.As(err, &status) && status.Status < http.StatusInternalServerError:
		e.Code, e.Hint = demarche.Unsupported, "save the page by hand and give the file"
	case errors.As(err, &status), errors.As(err, &busy), errors.As(err, &network):
		e.Code, e.Hint = demarche.NotYet, "ask again later, or save the page and give the file"
	default:
		e.Hint = "check the address, or save the page and give the file"
	}
	return e
}
