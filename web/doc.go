// Package web shows the answers as pages: server-rendered HTML that works
// without JavaScript, asks no other host for anything, and is readable on a
// phone, by keyboard, in print, in light and in dark.
//
// Report writes one report with its records as a page of its own.
package web
