package dev.omendb.pgwire.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/// A plot of recall against queries a second, as SVG: recall by the logarithm of the misses, so
/// that
/// 0.9, 0.99 and 0.999 lie equally far apart, and speed by its logarithm.
final class AnnPlot {
  private static final int WIDTH = 720;
  private static final int HEIGHT = 440;
  private static final int LEFT = 80;
  private static final int RIGHT = 170;
  private static final int TOP = 40;
  private static final int BOTTOM = 50;
  private static final double MOST_MISSES = 0.3;
  private static final double LEAST_MISSES = 0.0007;
  private static final double[] TICKS = {0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999};

  private final StringBuilder svg = new StringBuilder();
  private final double leastSpeed;
  private final double greatestSpeed;

  private AnnPlot(double leastSpeed, double greatestSpeed) {
    this.leastSpeed = leastSpeed;
    this.greatestSpeed = greatestSpeed;
  }

  static void write(Path file, String title, List<AnnSweep.Line> lines) throws IOException {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 1;
    for (AnnSweep.Line line : lines) {
      for (AnnSweep.Point point : line.points()) {
        least = Math.min(least, point.perSecond());
        greatest = Math.max(greatest, point.perSecond());
      }
    }
    double floor = Math.pow(10, Math.floor(Math.log10(Math.max(1, least))));
    double ceiling = Math.pow(10, Math.ceil(Math.log10(greatest)));
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, new AnnPlot(floor, ceiling).draw(title, lines));
  }

  private String draw(String title, List<AnnSweep.Line> lines) {
    add(
        "<svg xmlns='http://www.w3.org/2000/svg' width='%d' height='%d' font-family='sans-serif'"
            + " font-size='12'>",
        WIDTH, HEIGHT);
    add("<rect width='%d' height='%d' fill='white'/>", WIDTH, HEIGHT);
    add("<text x='%d' y='22' font-size='15'>%s</text>", LEFT, title);
    axes();
    for (int i = 0; i < lines.size(); i++) {
      line(lines.get(i), TOP + 16 + 22 * i);
    }
    add("</svg>");
    return svg.toString();
  }

  private void axes() {
    int right = WIDTH - RIGHT;
    int bottom = HEIGHT - BOTTOM;
    for (double recall : TICKS) {
      double x = x(recall);
      add("<path d='M%.1f %d V%d' stroke='#ddd'/>", x, TOP, bottom);
      add("<text x='%.1f' y='%d' text-anchor='middle'>%s</text>", x, bottom + 18, recall);
    }
    for (double speed = leastSpeed; speed <= greatestSpeed * 1.01; speed *= 10) {
      double y = y(speed);
      add("<path d='M%d %.1f H%d' stroke='#ddd'/>", LEFT, y, right);
      add("<text x='%d' y='%.1f' text-anchor='end'>%,.0f</text>", LEFT - 8, y + 4, speed);
    }
    add(
        "<rect x='%d' y='%d' width='%d' height='%d' fill='none' stroke='#888'/>",
        LEFT, TOP, right - LEFT, bottom - TOP);
    add(
        "<text x='%d' y='%d' text-anchor='middle'>recall@10</text>",
        (LEFT + right) / 2, HEIGHT - 12);
    add(
        "<text x='20' y='%d' transform='rotate(-90 20 %d)' text-anchor='middle'>queries/s</text>",
        (TOP + bottom) / 2, (TOP + bottom) / 2);
  }

  private void line(AnnSweep.Line line, int legend) {
    String colour = line.isOmendb() ? "#c2410c" : "#1d4ed8";
    String dashes = line.connections() == 1 ? "" : " stroke-dasharray='6 4'";
    StringBuilder path = new StringBuilder();
    for (AnnSweep.Point point : line.points()) {
      double x = x(point.recall());
      double y = y(point.perSecond());
      path.append(
          "%s%.1f %.1f ".formatted(path.isEmpty() ? "M" : "L", x, y));
      add("<circle cx='%.1f' cy='%.1f' r='3' fill='%s'/>", x, y, colour);
    }
    add("<path d='%s' fill='none' stroke='%s' stroke-width='2'%s/>", path, colour, dashes);
    int x = WIDTH - RIGHT + 12;
    add(
        "<path d='M%d %d h28' stroke='%s' stroke-width='2'%s/>", x, legend - 4, colour, dashes);
    add("<text x='%d' y='%d'>%s, %d conn.</text>", x + 34, legend, line.name(), line.connections());
  }

  private static double x(double recall) {
    double misses = Math.clamp(1 - recall, LEAST_MISSES, MOST_MISSES);
    double share = Math.log(MOST_MISSES / misses) / Math.log(MOST_MISSES / LEAST_MISSES);
    return LEFT + share * (WIDTH - RIGHT - LEFT);
  }

  private double y(double speed) {
    double share = Math.log(speed / leastSpeed) / Math.log(greatestSpeed / leastSpeed);
    return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
  }

  private void add(String format, Object... values) {
    svg.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
