/// The protocol's messages as bytes: framing what arrives, writing what leaves. Imports Netty's
/// buffers and the SQL layer's types. Start with [FrameDecoder] and [Output].
@NullMarked
package dev.omendb.pgwire.message;

import org.jspecify.annotations.NullMarked;
