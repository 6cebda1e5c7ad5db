package server

import (
	"net/http"
	"net/http/httptest"
	"testing"
)

func TestReadiness(t *testing.T) {
	for is, want := range map[bool]int{true: http.StatusOK, false: http.StatusServiceUnavailable} {
		w := httptest.NewRecorder()
		ready(w, is)
		if retry := w.Header().Get("Retry-After"); w.Code != want || (retry != "") == is {
			t.Errorf("ready %v: status %d, Retry-After %q", is, w.Code, retry)
		}
	}
}
