package dev.godwit.wire.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultCodeTest {
    /** Name, number on the wire, exit code, retry rule: a line that is here never changes, new ones are added below. */
    private static final String TABLE = """
            unexpected 1 1 NEVER
            usage 2 2 NEVER
            share-not-found 3 3 NEVER
            share-expired 4 3 NEVER
            share-exhausted 5 3 NEVER
            ticket-invalid 6 4 NEVER
            refused 7 4 NEVER
            identity-mismatch 8 4 NEVER
            no-route 9 5 BACK_OFF
            connection-lost 10 5 BACK_OFF
            peer-stalled 11 5 BACK_OFF
            peer-busy 12 5 BACK_OFF
            protocol-violation 13 5 NEVER
            version-unsupported 14 5 NEVER
            integrity 15 6 NEVER
            source-changed 16 7 NEVER
            source-unreadable 17 7 NEVER
            disk-full 18 7 NEVER
            target-unwritable 19 7 NEVER
            home-unusable 20 7 NEVER
            conflict 21 8 NEVER
            name-unsafe 22 4 NEVER
            stream-gone 23 3 NEVER
            cancelled 24 130 NEVER
            declined 25 4 NEVER
            code-invalid 26 4 NEVER
            code-not-found 27 3 BACK_OFF
            code-wrong 28 4 NEVER
            code-void 29 3 NEVER
            code-used 30 3 NEVER
            """;

    @Test
    void keepsEveryNumber() {
        String table = Arrays.stream(FaultCode.values())
                .map(code ->
                        "%s %d %d %s\n".formatted(code.label(), code.wireNumber(), code.exitCode(), code.retryRule()))
                .collect(Collectors.joining());
        assertThat(table).isEqualTo(TABLE);
        assertThat(FaultCode.values()).extracting(FaultCode::wireNumber).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsNumber(FaultCode code) {
        assertThat(FaultCode.ofWireNumber(code.wireNumber())).contains(code);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 31, 65_535})
    void isNotFoundByOthers(int number) {
        assertThat(FaultCode.ofWireNumber(number)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void composesASentenceWithoutAFullStop(FaultCode code) {
        String message = Fault.of(code, "holiday.mp4").message();
        assertThat(message)
                .contains("holiday.mp4")
                .doesNotContain("%s", "  ", "..")
                .doesNotEndWith(".");
        assertThat(code.hint()).isNotBlank().endsWith(".").doesNotContain("%s");
    }

    @ParameterizedTest
    @EnumSource
    void composesASentenceWithoutDetail(FaultCode code) {
        assertThat(Fault.of(code).message())
                .doesNotContain("%s")
                .doesNotEndWith(".")
                .doesNotEndWith(":")
                .doesNotEndWith(": ");
    }

    /** Escaping is for whoever prints: JSON, a log and a terminal escape differently. */
    @ParameterizedTest
    @EnumSource
    void leavesTheDetailRaw(FaultCode code) {
        String detail = "\u001B]0;%s$1\\\n\u202E";
        assertThat(Fault.of(code, detail).message()).contains(detail);
        assertThat(Fault.of(code, detail).exception()).hasMessageContaining(detail);
    }

    @Test
    void travelsAsAnExceptionWithItsCause() {
        IllegalStateException cause = new IllegalStateException("why");
        FaultException e = Fault.of(FaultCode.DISK_FULL, "/data").exception(cause);
        assertThat(e).hasMessage("The disk is full: /data").hasCause(cause);
        assertThat(e.fault()).isEqualTo(Fault.of(FaultCode.DISK_FULL, "/data"));
        assertThat(e.fault().hint()).startsWith("Free some space");
    }
}
