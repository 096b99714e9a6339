package io.connwarden.client.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** The explanation of a start that failed because of a setting of the client. */
final class ClientFailureAnalyzer extends AbstractFailureAnalyzer<InvalidClientSettingException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, InvalidClientSettingException cause) {
        return new FailureAnalysis(
                cause.description(),
                cause.remedy() + " To start without the client, set connwarden.client.enabled=false.",
                cause);
    }
}
