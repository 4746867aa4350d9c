package dev.godwit.app.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class CandidatesTest {

    @Test
    void aLabelSaysWhatMayStandThere() {
        assertThat(Candidates.of("auto|always|never"))
                .isEqualTo(new Candidates.OneOf(List.of("auto", "always", "never")));
        assertThat(Candidates.of("N|unlimited")).isEqualTo(new Candidates.OneOf(List.of("unlimited")));
        assertThat(Candidates.of("PATH")).isEqualTo(new Candidates.Files());
        assertThat(Candidates.of("FILE")).isEqualTo(new Candidates.Files());
        assertThat(Candidates.of("DIR")).isEqualTo(new Candidates.Folders());
        assertThat(Candidates.of("TICKET")).isEqualTo(new Candidates.Code());
        assertThat(Candidates.of("CODE|TICKET")).isEqualTo(new Candidates.Code());
        assertThat(Candidates.of("CODE | TICKET")).isEqualTo(new Candidates.Code());
        assertThat(Candidates.of("HOST:PORT")).isEqualTo(new Candidates.Nothing());
        assertThat(Candidates.of("")).isEqualTo(new Candidates.Nothing());
    }
}
