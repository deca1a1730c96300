package dev.omendb.pgwire.connection;

import dev.omendb.engine.catalog.CatalogObject;
import dev.omendb.engine.error.DatabaseException;
import dev.omendb.engine.error.SqlState;
import dev.omendb.pgwire.auth.ScramExchange;
import dev.omendb.pgwire.message.Inbound;
import dev.omendb.pgwire.message.MessageReader;
import dev.omendb.pgwire.message.Output;
import dev.omendb.pgwire.message.Responses;
import dev.omendb.pgwire.message.StartupCodes;
import dev.omendb.sql.session.Database;
import dev.omendb.sql.session.ScramVerifier;
import dev.omendb.sql.session.Session;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// From the first byte to the first ReadyForQuery. Confined to the network thread.
final class Login {
  private static final int OK = 0;
  private static final int SASL = 10;
  private static final int SASL_CONTINUE = 11;
  private static final int SASL_FINAL = 12;

  private final ConnectionSettings settings;
  private final Database database;
  private final Output output;
  private final SessionChannel channel;
  private @Nullable StartupPacket startup;
  private @Nullable ScramExchange scram;
  private boolean scramStarted;
  private @Nullable Session session;

  /// What the connection does next.
  enum Step {
    /// More messages are needed.
    WAIT,
    START_TLS,
    LOGGED_IN,
    /// Nothing more to say to this client.
    CLOSE
  }

  Login(
      ConnectionSettings settings, Database database, Output output, SessionChannel channel) {
    this.settings = settings;
    this.database = database;
    this.output = output;
    this.channel = channel;
  }

  /// Deals with one message. Errors are FATAL.
  Step accept(Inbound.Frame frame) {
    ByteBuf body = frame.body();
    if (frame.type() == Inbound.Frame.STARTUP) {
      return startup(body);
    }
    return frame.type() == 'p' ? password(body) : Step.CLOSE;
  }

  /// The session after [Step#LOGGED_IN].
  Session session() {
    Session opened = session;
    if (opened == null) {
      throw new IllegalStateException("not logged in");
    }
    return opened;
  }

  private Step startup(ByteBuf body) {
    int code = MessageReader.integer(body);
    return switch (code) {
      case StartupCodes.SSL -> encryption(settings.tls());
      case StartupCodes.GSS_ENCRYPTION -> encryption(false);
      case StartupCodes.CANCEL -> {
        database.cancel(MessageReader.integer(body), MessageReader.integer(body));
        yield Step.CLOSE;
      }
      default -> {
        StartupPacket packet = StartupPacket.read(code, body);
        startup = packet;
        if (packet.needsNegotiation()) {
          Responses.negotiateProtocolVersion(output, packet.unknownOptions());
        }
        yield settings.passwordRequired() ? askForPassword(packet) : logIn(packet);
      }
    };
  }

  private Step encryption(boolean offered) {
    output.raw(offered ? 'S' : 'N');
    output.flush();
    return offered ? Step.START_TLS : Step.WAIT;
  }

  private Step askForPassword(StartupPacket packet) {
    Optional<ScramVerifier> verifier =
        database
            .storage()
            .catalog()
            .role(packet.user())
            .map(CatalogObject.Role::verifier)
            .flatMap(ScramVerifier::parse);
    scram =
        new ScramExchange(verifier, packet.user(), settings.mockSecret(), settings.random());
    Responses.authentication(
        output,
        SASL,
        (ScramExchange.MECHANISM + "\0\0").getBytes(StandardCharsets.US_ASCII));
    output.flush();
    return Step.WAIT;
  }

  private Step password(ByteBuf body) {
    ScramExchange exchange = scram;
    StartupPacket packet = startup;
    if (exchange == null || packet == null) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION, "unexpected message type 0x70 during authentication");
    }
    if (!scramStarted) {
      scramStarted = true;
      Responses.authentication(output, SASL_CONTINUE, exchange.first(initialResponse(body)));
      output.flush();
      return Step.WAIT;
    }
    byte[] answer =
        exchange
            .last(body.toString(StandardCharsets.UTF_8))
            .orElseThrow(() -> wrongPassword(packet.user()));
    Responses.authentication(output, SASL_FINAL, answer);
    return logIn(packet);
  }

  private static String initialResponse(ByteBuf body) {
    String mechanism = MessageReader.text(body);
    if (!mechanism.equals(ScramExchange.MECHANISM)) {
      throw new DatabaseException(
          SqlState.PROTOCOL_VIOLATION, "client selected an invalid SASL authentication mechanism");
    }
    int length = MessageReader.integer(body);
    MessageReader.require(body, Math.max(length, 0));
    return body.toString(body.readerIndex(), Math.max(length, 0), StandardCharsets.UTF_8);
  }

  private static DatabaseException wrongPassword(String user) {
    return new DatabaseException(
        SqlState.INVALID_PASSWORD, "password authentication failed for user \"" + user + "\"");
  }

  private Step logIn(StartupPacket packet) {
    Session opened =
        database.connect(packet.user(), packet.database(), packet.settings(), channel);
    session = opened;
    channel.filterBy(() -> opened.settings().get("client_min_messages"));
    Responses.authentication(output, OK);
    opened
        .reportedSettings()
        .forEach((name, value) -> Responses.parameterStatus(output, name, value));
    Responses.backendKeyData(
        output, opened.identity().backendId(), opened.identity().secretKey());
    Responses.readyForQuery(output, opened.status());
    return Step.LOGGED_IN;
  }
}
