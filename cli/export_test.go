package cli

// Find does what a worker does for a job that finds something.
var Find = find
