package dev.omendb.pgwire;

import dev.omendb.pgwire.server.Server;
import dev.omendb.pgwire.server.ServerComponents;
import dev.omendb.pgwire.server.ServerOptions;
import dev.omendb.pgwire.server.WarmUp;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;

/// `omendb train`: serves itself some typical statements from an empty folder and ends. The
/// launcher runs it to record what Java loads, for its AOT cache.
@Command(name = "train", hidden = true, description = "Record an AOT cache.")
final class TrainCommand implements Callable<Integer> {
  private static final List<String> STATEMENTS =
      List.of(
          "SELECT 1",
          "SET extra_float_digits = 3",
          "SHOW server_version",
          "CREATE EXTENSION IF NOT EXISTS vector",
          "CREATE TABLE t (id bigint PRIMARY KEY, name text NOT NULL, v vector(3))",
          "INSERT INTO t VALUES (1, 'one', '[1,2,3]'), (2, 'two', '[4,5,6]')",
          "SELECT id, name FROM t WHERE id = 1",
          "SELECT id FROM t ORDER BY v <-> '[1,2,2]' LIMIT 1",
          "SELECT count(*), max(name) FROM t GROUP BY id ORDER BY 1 DESC",
          "SELECT c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n"
              + " ON n.oid = c.relnamespace WHERE c.relkind = 'r' ORDER BY 1",
          "SELECT n.nspname, c.relname, pg_catalog.pg_get_userbyid(c.relowner)"
              + " FROM pg_catalog.pg_class c LEFT JOIN pg_catalog.pg_namespace n"
              + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r','p','v','m','S','f','')"
              + " AND n.nspname <> 'pg_catalog' AND pg_catalog.pg_table_is_visible(c.oid)"
              + " ORDER BY 1,2",
          "UPDATE t SET name = 'uno' WHERE id = 1",
          "DELETE FROM t WHERE id = 2",
          "DROP TABLE t");

  @Override
  public Integer call() throws IOException {
    Path folder = Files.createTempDirectory("omendb-train");
    try (Server server =
            Server.start(
                ServerOptions.local(folder, 0),
                () ->
                    ServerComponents.open(
                        ServerOptions.local(folder, 0), ProductVersion.number()));
        Socket socket = new Socket("127.0.0.1", server.address().getPort())) {
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      DataInputStream in = new DataInputStream(socket.getInputStream());
      send(out, 0, "\0\3\0\0user\0postgres\0database\0postgres\0\0");
      awaitReady(in);
      for (String statement : STATEMENTS) {
        send(out, 'Q', statement + "\0");
        awaitReady(in);
        send(out, 'P', "\0" + statement + "\0\0\0");
        send(out, 'B', "\0\0\0\0\0\0\0\0");
        send(out, 'D', "P\0");
        send(out, 'E', "\0\0\0\0\0");
        send(out, 'S', "");
        awaitReady(in);
      }
      send(out, 'X', "");
      WarmUp.copy(server.database());
    } finally {
      delete(folder);
    }
    return 0;
  }

  private static void send(DataOutputStream out, int type, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    if (type != 0) {
      out.writeByte(type);
    }
    out.writeInt(bytes.length + 4);
    out.write(bytes);
    out.flush();
  }

  private static void awaitReady(DataInputStream in) throws IOException {
    byte type;
    do {
      type = in.readByte();
      in.skipNBytes(in.readInt() - 4);
    } while (type != 'Z');
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> paths = Files.walk(folder)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
