package warc

import (
	"net/url"
	"strings"
)

// TargetOf gives the URI under which an archive names an address: that of the
// web as it is, and of a file, or of anything else, with "file:" in front.
func TargetOf(address string) string {
	if isWeb(address) {
		return address
	}
	path := (&url.URL{Path: address}).EscapedPath()
	if strings.HasPrefix(address, "/") {
		return "file://" + path
	}
	return "file:" + path
}

// AddressOf gives the address that an archive names by a URI: the inverse of TargetOf.
func AddressOf(target string) string {
	path, ok := strings.CutPrefix(target, "file:")
	if !ok {
		return target
	}
	if rest, absolute := strings.CutPrefix(path, "//"); absolute {
		if !strings.HasPrefix(rest, "/") {
			return target // the file of another machine
		}
		path = rest
	}
	address, err := url.PathUnescape(path)
	if err != nil {
		return target
	}
	return address
}

// isWeb reports whether an address is one of the web that can stand in a line.
func isWeb(address string) bool {
	scheme, _, ok := strings.Cut(address, "://")
	return ok && (strings.EqualFold(scheme, "http") || strings.EqualFold(scheme, "https")) &&
		!strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f || r == '<' || r == '>' })
}
