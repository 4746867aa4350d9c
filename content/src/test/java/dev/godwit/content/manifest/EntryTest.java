package dev.godwit.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.content.merkle.PieceLayer;
import dev.godwit.content.merkle.PieceSize;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EntryTest {
    private static final Instant TIME = Instant.EPOCH;

    @Test
    void aStreamHasNoLength() {
        assertThat(file("-", Entry.UNKNOWN_LENGTH, 0644, Entry.UNKNOWN_LENGTH).hasLength())
                .isFalse();
        assertThat(file("file", 0, 0644, 0).hasLength()).isTrue();
    }

    @Test
    void refusesNamesThatLeadElsewhere() {
        for (String name : new String[] {"", ".", "..", "a/b", "a\0b", "\uD800"}) {
            assertThatThrownBy(() -> file(name, 1, 0644, 1)).isInstanceOf(UnsafeNameException.class);
            assertThatThrownBy(() -> new Entry.Directory(0, 0, name, 0755, TIME))
                    .isInstanceOf(UnsafeNameException.class);
            assertThatThrownBy(() -> new Entry.Link(0, 0, name, TIME, "target"))
                    .isInstanceOf(UnsafeNameException.class);
        }
    }

    @Test
    void refusesTargetsThatNoLinkCanHave() {
        for (String target : new String[] {"", "a\0b", "\uDFFF", "x\uD83D"}) {
            assertThatThrownBy(() -> new Entry.Link(0, 0, "link", TIME, target))
                    .isInstanceOf(UnsafeNameException.class);
        }
        String longest = "x".repeat(Entry.MAX_TARGET_BYTES);
        assertThat(new Entry.Link(0, 0, "link", TIME, longest).target()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry.Link(0, 0, "link", TIME, longest + "x"));
    }

    @Test
    void refusesValuesOutOfRange() {
        assertRefused(-2, 0644, -2);
        assertRefused((long) PieceLayer.MAX_PIECES * PieceSize.STREAM.bytes() + 1, 0644, 0);
        assertRefused(1, 04644, 1);
        assertRefused(1, -1, 1);
        assertRefused(1, 0644, 2);
        assertRefused(1, 0644, -1);
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry.Directory(-1, 0, "x", 0755, TIME));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry.Directory(Entry.MAX_ENTRIES, 0, "x", 0, TIME));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry.Directory(0, -1, "x", 0755, TIME));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry.Directory(0, Entry.MAX_DEPTH, "x", 0, TIME));
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry.Directory(0, 0, "x", 01755, TIME));
    }

    private static void assertRefused(long length, int mode, long dataBytes) {
        assertThatIllegalArgumentException().isThrownBy(() -> file("file", length, mode, dataBytes));
    }

    private static Entry.File file(String name, long length, int mode, long dataBytes) {
        return new Entry.File(0, 0, name, mode, TIME, length, dataBytes, PieceSize.STREAM);
    }
}
