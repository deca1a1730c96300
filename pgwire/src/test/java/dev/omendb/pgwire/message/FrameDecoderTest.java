package dev.omendb.pgwire.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
  private final FrameDecoder decoder = new FrameDecoder(false);
  private final EmbeddedChannel channel = new EmbeddedChannel(decoder);

  @AfterEach
  void close() {
    channel.finishAndReleaseAll();
  }

  private static ByteBuf startup() {
    return Unpooled.buffer().writeInt(9).writeInt(3 << 16).writeByte(0);
  }

  private static ByteBuf message(char type, String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return Unpooled.buffer().writeByte(type).writeInt(4 + bytes.length).writeBytes(bytes);
  }

  private List<String> received() {
    List<String> shown = new ArrayList<>();
    for (Object item = channel.readInbound(); item != null; item = channel.readInbound()) {
      switch ((Inbound) item) {
        case Inbound.Frame frame -> {
          String body = frame.body().toString(StandardCharsets.UTF_8);
          shown.add(frame.type() == 0 ? "startup" : (char) frame.type() + ":" + body);
          frame.body().release();
        }
        case Inbound.CopyData data ->
            shown.add("copy:" + new String(data.bytes(), 0, data.length(), StandardCharsets.UTF_8));
        case Inbound.Violation violation -> shown.add(violation.message());
        case Inbound.Disconnected _, Inbound.Terminate _, Inbound.Notified _ -> shown.add("event");
      }
    }
    return shown;
  }

  private void login() {
    channel.writeInbound(startup());
    decoder.authenticated();
    assertThat(received()).containsExactly("startup");
  }

  @Test
  void cutsMessagesWhereverTheBytesAreSplit() {
    login();
    ByteBuf stream =
        Unpooled.wrappedBuffer(message('Q', "select 1"), message('S', ""), message('c', ""));
    while (stream.isReadable()) {
      channel.writeInbound(Unpooled.copiedBuffer(stream.readSlice(1)));
    }
    stream.release();
    assertThat(received()).containsExactly("Q:select 1", "S:", "c:");
  }

  @Test
  void copyDataPassesAsItCame() {
    login();
    ByteBuf stream =
        Unpooled.wrappedBuffer(
            message('d', "a"), message('d', ""), message('d', "row"), message('c', ""));
    channel.writeInbound(stream.copy());
    assertThat(received()).containsExactly("copy:arow", "c:");
    for (int cut = 1; cut < stream.readableBytes(); cut++) {
      channel.writeInbound(stream.copy(0, cut), stream.copy(cut, stream.readableBytes() - cut));
      assertThat(String.join("", received()).replace("copy:", "")).isEqualTo("arowc:");
    }
    stream.release();
  }

  @Test
  void rejectsALengthThatCannotBeBetweenCopyData() {
    login();
    channel.writeInbound(
        Unpooled.wrappedBuffer(
            message('d', "row"), Unpooled.buffer().writeByte('d').writeInt(1 << 30)));
    assertThat(received()).containsExactly("copy:row", "invalid message length");
  }

  @Test
  void asksForSslBeforeTheStartupPacket() {
    channel.writeInbound(
        Unpooled.buffer().writeInt(8).writeInt(StartupCodes.GSS_ENCRYPTION),
        Unpooled.buffer().writeInt(8).writeInt(StartupCodes.SSL),
        startup());
    assertThat(received()).containsExactly("startup", "startup", "startup");
  }

  @Test
  void rejectsAStartupPacketOfAnImpossibleLength() {
    channel.writeInbound(Unpooled.copiedBuffer("GET / HTTP/1.1\r\n", StandardCharsets.US_ASCII));
    assertThat(received()).containsExactly("invalid length of startup packet");
  }

  @Test
  void ignoresEverythingAfterAViolation() {
    login();
    channel.writeInbound(Unpooled.wrappedBuffer(message('?', "x"), message('Q', "select 1")));
    channel.writeInbound(message('Q', "select 2"));
    assertThat(received()).containsExactly("invalid frontend message type 63");
  }

  @Test
  void rejectsLengthsThatCannotBe() {
    login();
    channel.writeInbound(Unpooled.buffer().writeByte('Q').writeInt(3));
    assertThat(received()).containsExactly("invalid message length");
  }

  @Test
  void rejectsAnOversizedLengthWordBeforeTheBody() {
    login();
    channel.writeInbound(Unpooled.buffer().writeByte('Q').writeInt(Integer.MAX_VALUE));
    assertThat(received()).containsExactly("invalid message length");
  }

  @Test
  void smallMessagesHaveASmallLimit() {
    login();
    channel.writeInbound(Unpooled.buffer().writeByte('S').writeInt(20_000));
    assertThat(received()).containsExactly("invalid message length");
  }

  @Test
  void acceptsOnlyPasswordsBeforeAuthentication() {
    channel.writeInbound(startup());
    channel.writeInbound(message('p', "secret"), message('Q', "select 1"));
    assertThat(received())
        .containsExactly("startup", "p:secret", "invalid frontend message type 81");
  }

  @Test
  void dropsAMessageThatTheEndOfTheConnectionCutsOff() {
    login();
    channel.writeInbound(Unpooled.buffer().writeByte('Q').writeInt(1_000_000).writeInt(1));
    channel.finish();
    assertThat(received()).isEmpty();
  }
}
