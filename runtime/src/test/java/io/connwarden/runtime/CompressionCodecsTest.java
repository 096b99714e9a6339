package io.connwarden.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.connwarden.runtime.CompressionCodecs.UnusableCodec;
import java.util.List;
import org.apache.kafka.common.record.CompressionType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class CompressionCodecsTest {

    @Test
    void every_codec_can_be_loaded_in_this_build() {
        assertThat(CompressionCodecs.tryAll().unusable()).isEmpty();
    }

    @Test
    void a_codec_whose_library_cannot_be_loaded_is_logged_with_the_remedy(CapturedOutput output) {
        CompressionCodecs codecs = CompressionCodecs.tryAll(codec -> {
            if (codec == CompressionType.SNAPPY) {
                throw new UnsatisfiedLinkError("/tmp/snappy.so: failed to map segment: Operation not permitted");
            }
            if (codec == CompressionType.LZ4) {
                throw new IllegalStateException("broken");
            }
        });
        assertThat(codecs.unusable()).extracting(UnusableCodec::name).isEqualTo(List.of("snappy", "lz4"));
        assertThat(codecs.unusable().get(0).remedy())
                .startsWith("Start Java with -Dorg.xerial.snappy.tempdir or -Djava.io.tmpdir");
        assertThat(output.getOut())
                .contains("Compression codec snappy cannot be loaded: UnsatisfiedLinkError: /tmp/snappy.so: failed to"
                        + " map segment");
    }
}
