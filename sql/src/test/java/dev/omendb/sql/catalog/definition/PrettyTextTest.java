package dev.omendb.sql.catalog.definition;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrettyTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          (a > 0)|a > 0
          ((a > 0) AND (b > 0))|a > 0 AND b > 0
          (((a > 0) OR (b > 0)) AND (c > 0))|(a > 0 OR b > 0) AND c > 0
          ((note)::text <> 'x (y'::text)|note::text <> 'x (y'::text
          (balance >= (0)::numeric)|balance >= 0::numeric
          lower(a)|lower(a)
          """)
  void dropsWhatPostgresDrops(String stored, String pretty) {
    assertThat(PrettyText.of(stored)).isEqualTo(pretty);
  }
}
