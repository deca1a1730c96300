package dev.omendb.engine.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class IntegerOptionTest {
  @Test
  void readsWhatPostgresReads() {
    assertThat(IntegerOption.parse(" 7 ")).hasValue(7);
    assertThat(IntegerOption.parse("-7")).hasValue(-7);
    assertThat(IntegerOption.parse("0x32")).hasValue(50);
    assertThat(IntegerOption.parse("010")).hasValue(8);
    assertThat(IntegerOption.parse("0")).hasValue(0);
    assertThat(IntegerOption.parse("1e1")).hasValue(10);
    assertThat(IntegerOption.parse("3.5")).hasValue(4);
    assertThat(IntegerOption.parse("2.5")).hasValue(2);
    assertThat(IntegerOption.parse("2147483647")).hasValue(Integer.MAX_VALUE);
  }

  @Test
  void refusesOthers() {
    assertThat(IntegerOption.parse("abc")).isEmpty();
    assertThat(IntegerOption.parse("true")).isEmpty();
    assertThat(IntegerOption.parse("1kB")).isEmpty();
    assertThat(IntegerOption.parse("NaN")).isEmpty();
    assertThat(IntegerOption.parse("2147483648")).isEmpty();
    assertThat(IntegerOption.parse("99999999999")).isEmpty();
  }

  @Test
  void anOptionNotGivenHasItsStandard() {
    assertThat(IntegerOption.of(Map.of("lists", "3.5"), "lists", 100)).isEqualTo(4);
    assertThat(IntegerOption.of(Map.of(), "lists", 100)).isEqualTo(100);
  }
}
