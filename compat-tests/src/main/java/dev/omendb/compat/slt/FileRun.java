package dev.omendb.compat.slt;

import dev.omendb.compat.slt.SltRecord.Comment;
import dev.omendb.compat.slt.SltRecord.Condition;
import dev.omendb.compat.slt.SltRecord.Control;
import dev.omendb.compat.slt.SltRecord.Sql;
import dev.omendb.compat.wire.Endpoint;
import dev.omendb.compat.wire.Result;
import dev.omendb.compat.wire.TypeNames;
import dev.omendb.compat.wire.WireConnection;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Runs one file in one mode and collects what the server answered. Confined to one thread; only
/// `background` statements wait on others.
final class FileRun implements AutoCloseable {
  private static final String DEFAULT_SESSION = "default";

  private record Pending(Sql record, Session session, CompletableFuture<List<Result>> answer) {}

  private final Endpoint endpoint;
  private final String serverKind;
  private final Mode mode;
  private final RestartPlan restarts;
  private final TypeNames types;
  private final Map<String, Session> sessions = new HashMap<>();
  private final Map<String, Pending> pending = new HashMap<>();
  private final Map<SltRecord, Expectation> answers = new IdentityHashMap<>();
  private final Map<String, List<String>> labels = new HashMap<>();
  private final List<Failure> failures = new ArrayList<>();
  private String current = DEFAULT_SESSION;
  private int checked;

  /// One statement that did not answer as expected.
  record Failure(int line, String sql, String what) {}

  FileRun(Endpoint endpoint, String serverKind, Mode mode, RestartPlan restarts) {
    this.endpoint = endpoint;
    this.serverKind = serverKind;
    this.mode = mode;
    this.restarts = restarts;
    this.types = new TypeNames(endpoint);
  }

  List<Failure> failures() {
    return failures;
  }

  int checked() {
    return checked;
  }

  Map<SltRecord, Expectation> answers() {
    return answers;
  }

  void run(SltFile file) throws IOException {
    for (var record : file.records()) {
      var goOn =
          switch (record) {
            case Comment _ -> true;
            case Control control -> excluded(control.conditions()) || control(file, control);
            case Sql sql -> {
              if (!excluded(sql.conditions())) {
                statement(sql);
              }
              yield true;
            }
          };
      if (!goOn) {
        return;
      }
    }
  }

  private boolean excluded(List<Condition> conditions) {
    return conditions.stream().anyMatch(c -> c.excludes(serverKind, mode));
  }

  /// Whether the file goes on after this directive.
  private boolean control(SltFile file, Control control) throws IOException {
    switch (control.word()) {
      case "connection" -> current = control.argument();
      case "await" -> await(control.argument().isEmpty() ? current : control.argument());
      case "restart" -> {
        closeSessions();
        restarts.restart(control.argument().equals("kill"));
      }
      case "include" -> run(SltFile.read(file.path().resolveSibling(control.argument())));
      case "mode" -> {
        var modes = List.of(control.argument().split(" ")[0].split(","));
        return modes.contains(mode.word());
      }
      case "require" -> {
        return require(control.argument());
      }
      case "halt" -> {
        return false;
      }
      default -> throw new IOException("unknown directive " + control.word());
    }
    return true;
  }

  /// `require vector`: the extension, installed into the file's own database.
  private boolean require(String extension) throws IOException {
    try (var connection = WireConnection.open(endpoint)) {
      var created = connection.simple("CREATE EXTENSION IF NOT EXISTS " + extension).getFirst();
      return created.error() == null || serverKind.equals("omendb");
    }
  }

  private void statement(Sql record) throws IOException {
    checked++;
    if (restarts.due(record, sessions.values())) {
      closeSessions();
      restarts.restart(true);
    }
    var session = session(current);
    if (record.background()) {
      var answer = new CompletableFuture<List<Result>>();
      Thread.ofVirtual().start(() -> complete(answer, session, record));
      pending.put(current, new Pending(record, session, answer));
      return;
    }
    try {
      check(record, session.execute(record), session.rendering());
    } catch (IOException | IllegalArgumentException | java.nio.BufferUnderflowException e) {
      broken(record, current, e);
    }
  }

  private static void complete(
      CompletableFuture<List<Result>> answer, Session session, Sql record) {
    try {
      answer.complete(session.execute(record));
    } catch (IOException | RuntimeException e) {
      answer.completeExceptionally(e);
    }
  }

  private void await(String name) throws IOException {
    var waiting = pending.remove(name);
    if (waiting == null) {
      throw new IOException("nothing runs in the background of connection " + name);
    }
    try {
      check(waiting.record(), waiting.answer().join(), waiting.session().rendering());
    } catch (CompletionException e) {
      broken(waiting.record(), name, e);
    }
  }

  private void check(Sql record, List<Result> results, Rendering rendering) {
    var answer = Expectation.of(record, results, rendering);
    answers.put(record, answer);
    var mismatch = answer.mismatch(record);
    if (mismatch == null && !answer.head().label().isEmpty()) {
      var same = labels.putIfAbsent(answer.head().label(), answer.lines());
      if (same != null && !same.equals(answer.lines())) {
        mismatch = "rows differ from the earlier query labelled " + answer.head().label();
      }
    }
    if (mismatch != null) {
      failures.add(new Failure(record.line(), record.sql(), mismatch));
    }
  }

  /// A statement that cost the connection fails; the next one gets a new connection.
  private void broken(Sql record, String name, Exception e) throws IOException {
    failures.add(new Failure(record.line(), record.sql(), "the connection broke: " + e));
    var session = sessions.remove(name);
    if (session != null) {
      session.close();
    }
  }

  private Session session(String name) throws IOException {
    var session = sessions.get(name);
    if (session == null) {
      session = new Session(endpoint, types, mode);
      sessions.put(name, session);
    }
    return session;
  }

  private void closeSessions() throws IOException {
    for (var session : sessions.values()) {
      session.close();
    }
    sessions.clear();
  }

  @Nullable Failure unawaited() {
    return pending.isEmpty()
        ? null
        : new Failure(0, "", "background statements without await: " + pending.keySet());
  }

  @Override
  public void close() throws IOException {
    closeSessions();
  }
}
