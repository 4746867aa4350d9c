package dev.godwit.dht.item;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.godwit.dht.bencode.BencodeValue;
import dev.godwit.dht.bencode.ByteString;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** The test vectors of BEP 44, signed again with the key that it prints, and the targets of BEP 46. */
class ItemVectorsTest {
    private static final Ed25519Key KEY =
            new Ed25519Key(hex("77ff84905a91936367c01360803104f92432fcd904a43511876df5cdf3e7e548"));
    private static final ByteString EXPANDED_SECRET =
            hex("e06d3183d14159228433ed599221b80bd0a5ce8352e4bdf0262f76786ef1c74d"
                    + "b7e7a9fea2c0eb269d61e3b38e450a22e754941ac78479d6c54e1faf6037881d");
    private static final BencodeValue HELLO = ByteString.of("Hello World!");

    private final ItemVerifier verifier = new ItemVerifier();

    @Test
    void mutableItemWithoutSalt() {
        ByteString signature = hex("305ac8aeb6c9c151fa120f120ea2cfb923564e11552d06a5d856091e5e853cff"
                + "1260d3f39e4999684aa92eb73ffd136e6f4f3ecbfda0ce53a1608ecd7ae21f01");
        check(ByteString.EMPTY, "3:seqi1e1:v12:Hello World!", "4a533d47ec9c7d95b1ad75f576cffc641853b750", signature);
    }

    @Test
    void mutableItemWithSalt() {
        ByteString signature = hex("6834284b6b24c3204eb2fea824d82f88883a3d95e8b4a21b8c0ded553d17d17d"
                + "df9a8a7104b1258f30bed3787e6cb896fca78c58f8e03b5f18f14951a87d9a08");
        check(
                ByteString.of("foobar"),
                "4:salt6:foobar3:seqi1e1:v12:Hello World!",
                "411eba73b6f087ca51a3795d9c8c938d365e32c1",
                signature);
    }

    private void check(ByteString salt, String signed, String target, ByteString signature) {
        MutableItem item = MutableItem.sign(new RawScalarSigner(EXPANDED_SECRET), salt, 1, HELLO);
        assertThat(new String(item.signedBytes(), StandardCharsets.US_ASCII)).isEqualTo(signed);
        assertThat(item.key()).isEqualTo(KEY);
        assertThat(item.target()).hasToString(target);
        assertThat(item.signature()).isEqualTo(signature);
        assertThat(verifier.isValid(item)).isTrue();
    }

    @Test
    void immutableItem() {
        assertThat(new ImmutableItem(HELLO).target()).hasToString("e5f96f6f38320f0f33959cb4d3d656452117aadb");
    }

    @Test
    void targetsOfBep46() {
        Ed25519Key key = new Ed25519Key(hex("8543d3e6115f0f98c944077a4493dcd543e49c739fd998550a1f614ab36ed63e"));
        assertThat(MutableItem.target(key, ByteString.EMPTY)).hasToString("cc3f9d90b572172053626f9980ce261a850d050b");
        assertThat(MutableItem.target(key, hex("6e"))).hasToString("59ee7c2cb9b4f7eb1986ee2d18fd2fdb8a56554f");
    }

    @Test
    void anyOtherPartMakesTheSignatureInvalid() {
        MutableItem item = MutableItem.sign(KeyPairSigner.generate(), ByteString.of("salt"), 7, HELLO);
        assertThat(verifier.isValid(item)).isTrue();
        assertThat(verifier.isValid(new MutableItem(KEY, item.salt(), 7, HELLO, item.signature())))
                .isFalse();
        assertThat(verifier.isValid(new MutableItem(item.key(), ByteString.EMPTY, 7, HELLO, item.signature())))
                .isFalse();
        assertThat(verifier.isValid(new MutableItem(item.key(), item.salt(), 8, HELLO, item.signature())))
                .isFalse();
        assertThat(verifier.isValid(
                        new MutableItem(item.key(), item.salt(), 7, ByteString.of("Hello"), item.signature())))
                .isFalse();
        assertThat(verifier.isValid(new MutableItem(item.key(), item.salt(), 7, HELLO, ByteString.of(new byte[64]))))
                .isFalse();
    }

    @Test
    void aKeyThatIsNoPointVerifiesNothing() {
        byte[] noPoint = new byte[32];
        Arrays.fill(noPoint, (byte) 0xff);
        for (byte[] key : new byte[][] {noPoint, new byte[32]}) {
            MutableItem item = new MutableItem(
                    new Ed25519Key(ByteString.of(key)), ByteString.EMPTY, 1, HELLO, ByteString.of(new byte[64]));
            assertThat(item.key().verifies(new byte[] {1}, ByteString.of("no signature")))
                    .isFalse();
            assertThat(item.key().verifies(new byte[] {1}, item.signature())).isFalse();
        }
    }

    @Test
    void valuesThatNoNodeStoresAreNotSigned() {
        Signer signer = KeyPairSigner.generate();
        ByteString longest = ByteString.of(new byte[996]);
        ByteString tooLong = ByteString.of(new byte[997]);
        assertThat(MutableItem.sign(signer, ByteString.EMPTY, 1, longest).valueBytes())
                .isEqualTo(1_000);
        assertThatThrownBy(() -> MutableItem.sign(signer, ByteString.EMPTY, 1, tooLong))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MutableItem.sign(signer, ByteString.of(new byte[65]), 1, HELLO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void h7StrangersCannotMakeUsVerifyWithoutEnd() {
        Instant now = Instant.EPOCH;
        int judged = 0;
        for (int i = 0; i < 300; i++) {
            MutableItem forged = new MutableItem(KEY, ByteString.EMPTY, i, HELLO, ByteString.of(new byte[64]));
            judged += verifier.judge(forged, now) == ItemVerifier.Verdict.UNCHECKED ? 0 : 1;
        }
        assertThat(judged).isEqualTo(100);
    }

    private static ByteString hex(String digits) {
        return ByteString.parseHex(digits).orElseThrow();
    }
}
