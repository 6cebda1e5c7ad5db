-- How often clients ask, see RateKeeper in package ledger. The method is the
-- Generic Cell Rate Algorithm (ITU-T I.371), which needs one moment of each
-- client; the clock is the database's, which all servers share.

-- name: CountRequest
-- Counts a request, unless the client asked too often: then no row is changed.
INSERT INTO rates AS r (client, until) VALUES (@client, clock_timestamp() + make_interval(secs => @gap))
ON CONFLICT (client) DO UPDATE SET until = greatest(r.until, clock_timestamp()) + make_interval(secs => @gap)
WHERE greatest(r.until, clock_timestamp()) <= clock_timestamp() + make_interval(secs => @gap * (@burst::float8 - 1));

-- name: RequestWait
-- Seconds until a request would be counted.
SELECT extract(epoch FROM until - clock_timestamp())::float8 - @gap * (@burst::float8 - 1) FROM rates WHERE client = @client;

-- name: ForgetRequests
-- Who has waited long enough is like one who never asked.
DELETE FROM rates WHERE client IN (SELECT client FROM rates WHERE until < clock_timestamp() FOR UPDATE SKIP LOCKED);
