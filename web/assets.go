package web

import (
	"mime"
	"net/http"
	"path"
	"strings"

	"demarche"
)

// bundles says which files make up each style and script of the site, in order. It is read only.
var bundles = map[string][]string{
	"site.css":  {"fonts.css", "base.css", "report.css", "site.css", "entry.css", "review.css"},
	"report.js": {"report.js", "copy.js"},
	"copy.js":   {"copy.js"},
	"here.js":   {"here.js"},
	"now.js":    {"now.js"},
	"review.js": {"review.js"},
}

// assets serves the files that pages load. A file whose address names its
// hash never changes and may be kept for ever.
type assets struct {
	files  map[string][]byte // by path below /assets/
	hashed map[string]string // the path of each bundle
}

// address gives the address of a bundle.
func (a assets) address(name string) string { return "/assets/" + a.hashed[name] }

// keep says for how long a file may be kept.
func (a assets) keep(name string) string {
	for _, h := range a.hashed {
		if h == name {
			return "public, max-age=31536000, immutable"
		}
	}
	return "public, max-age=86400"
}

func newAssets() assets {
	a := assets{files: make(map[string][]byte), hashed: make(map[string]string)}
	for name, parts := range bundles {
		var b strings.Builder
		for _, p := range parts {
			b.WriteString(asset(p))
		}
		ext := path.Ext(name)
		a.hashed[name] = strings.TrimSuffix(name, ext) + "." + demarche.HashOf([]byte(b.String()))[:12] + ext
		a.files[a.hashed[name]] = []byte(b.String())
	}
	for _, name := range []string{"newsreader.woff2", "newsreader-italic.woff2", "newsreader-ext.woff2", "franklin.woff2", "franklin-ext.woff2"} {
		a.files["fonts/"+name] = []byte(asset("fonts/" + name))
	}
	a.files["mark.svg"] = []byte(asset("mark.svg"))
	return a
}

// ServeHTTP serves one file.
func (a assets) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/assets/")
	b, ok := a.files[name]
	if !ok {
		http.Error(w, "There is no such file.", http.StatusNotFound)
		return
	}
	types := map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
	w.Header().Set("Content-Type", orElse(types[path.Ext(name)], mime.TypeByExtension(path.Ext(name))))
	w.Header().Set("Cache-Control", a.keep(name))
	_, _ = w.Write(b) // the client may be gone; nobody is left to tell
}
