/// One client's connection: who works on it when, logging in, and running its commands. Imports the
/// messages, authentication, Netty and the SQL layer's sessions. Start with [Connection], then
/// [Commands].
@NullMarked
package dev.omendb.pgwire.connection;

import org.jspecify.annotations.NullMarked;
