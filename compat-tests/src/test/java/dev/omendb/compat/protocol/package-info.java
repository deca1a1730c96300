/// Conversations that break the protocol or bend it, and what the server must answer. Imports
/// `dev.omendb.compat.wire`. Start with [ProtocolAbuseTest].
@NullMarked
package dev.omendb.compat.protocol;

import org.jspecify.annotations.NullMarked;
