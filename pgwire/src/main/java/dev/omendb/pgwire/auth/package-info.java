/// Who a client is: SCRAM-SHA-256 (RFC 5802, RFC 7677). Imports the SQL layer's password verifiers.
/// Start with [ScramExchange].
@NullMarked
package dev.omendb.pgwire.auth;

import org.jspecify.annotations.NullMarked;
