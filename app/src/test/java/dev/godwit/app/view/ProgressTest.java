package dev.godwit.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.godwit.app.terminal.Screen;
import dev.godwit.app.terminal.Style;
import dev.godwit.transfer.event.TransferEvent.Progress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class ProgressTest {
    private static final int WIDE = 200;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final Screen screen = Screen.showing(new PrintStream(bytes, true, StandardCharsets.UTF_8), Style.PLAIN);
    private final AtomicLong nanos = new AtomicLong();

    @Test
    void lineSaysHowFarHowFastAndWhy() {
        assertThat(ProgressLine.of(progress(1_220_000_000, 2_000_000_000), WIDE))
                .isEqualTo(" 61%  1.2/2.0 GB  312 MB/s  ETA 0:03  direct tcp  limited by receiver disk");
    }

    @Test
    void aTreeIsCountedToo() {
        Progress progress =
                new Progress(1_220_000_000, 2_000_000_000, 312_000_000, OptionalLong.of(3), 1, "tcp", 812, 1_234, "");
        assertThat(ProgressLine.of(progress, WIDE))
                .isEqualTo(" 61%  1.2/2.0 GB  812/1,234 items  312 MB/s  ETA 0:03  direct tcp");
    }

    @Test
    void unknownTotalHasNoPercentAndNoEta() {
        Progress progress = new Progress(5_000_000, -1, 1_000_000, OptionalLong.empty(), 2, "relayed", 0, 1, "");
        assertThat(ProgressLine.of(progress, WIDE)).isEqualTo("5.0 MB  1.0 MB/s  with 2 peers  relayed");
    }

    @Test
    void narrowTerminalsSeeWhatFits() {
        for (int columns = 20; columns < 100; columns++) {
            assertThat(ProgressLine.of(progress(1, 2_000_000_000), columns)).hasSizeLessThan(columns);
        }
        assertThat(ProgressLine.of(progress(1_220_000_000, 2_000_000_000), 34)).isEqualTo(" 61%  1.2/2.0 GB  312 MB/s");
    }

    @Test
    void peerCannotDrawOnTheTerminal() {
        Progress progress = new Progress(1, 2, 3, OptionalLong.empty(), 1, "\033[2J", 0, 1, "\n");
        assertThat(ProgressLine.of(progress, WIDE))
                .contains("\\x1b[2J", "\\x0a")
                .doesNotContain("\033", "\n");
    }

    @Test
    void hundredPerCentMeansAll() {
        assertThat(ProgressLine.percent(progress(1_999_999_999, 2_000_000_000))).isEqualTo(99);
        assertThat(ProgressLine.percent(progress(0, 0))).isEqualTo(100);
    }

    @Test
    void redrawnLineIsPacedAndErased() {
        ProgressDisplay display = new ProgressDisplay.Redrawn(screen, 40, nanos::get);
        for (int i = 0; i < 100; i++) {
            display.show(progress(i, 100));
            nanos.addAndGet(Duration.ofMillis(10).toNanos());
        }
        screen.line("end");
        assertThat(shown().split("\r\033\\[K", -1)).hasSize(1 + 10 + 1);
        assertThat(shown()).endsWith("\r\033[Kend\n");
    }

    @Test
    void logHasOneLineEveryTenPerCentOrFiveSeconds() {
        ProgressDisplay display = new ProgressDisplay.Logged(screen, nanos::get);
        for (int i = 0; i <= 100; i++) {
            display.show(progress(i, 100));
        }
        assertThat(shown().lines()).hasSize(10);
        nanos.addAndGet(Duration.ofSeconds(5).toNanos());
        display.show(progress(100, 100));
        assertThat(shown().lines()).hasSize(11);
    }

    @Test
    void withNobodyAtItNothingIsShown() {
        ProgressDisplay display = new ProgressDisplay.Redrawn(screen, 40, nanos::get);
        display.show(progress(99, 100));
        display.show(nobody());
        assertThat(shown()).contains("99%").endsWith("\r\033[K");
    }

    @Test
    void theNextReceiverIsLoggedLikeTheFirst() {
        ProgressDisplay display = new ProgressDisplay.Logged(screen, nanos::get);
        for (int receiver = 0; receiver < 2; receiver++) {
            for (int i = 0; i <= 100; i++) {
                display.show(progress(i, 100));
            }
            display.show(nobody());
        }
        assertThat(shown().lines()).hasSize(20);
    }

    private static Progress nobody() {
        return new Progress(0, 0, 0, OptionalLong.empty(), 0, "tcp", 0, 0, "");
    }

    private String shown() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Progress progress(long done, long total) {
        return new Progress(done, total, 312_000_000, OptionalLong.of(3), 1, "tcp", 0, 1, "receiver disk");
    }
}
