# The image of one service: docker build --build-arg MODULE=monitor-service . (or actuator-service)
FROM eclipse-temurin:25-jdk AS build
ARG MODULE
RUN apt-get update && apt-get install -y --no-install-recommends maven && rm -rf /var/lib/apt/lists/*
WORKDIR /src
COPY . .
RUN mvn -B -ntp -pl "$MODULE" -am package -DskipTests \
 && cp "$MODULE"/target/connwarden-"$MODULE"-*-exec.jar /service.jar \
 && java -Djarmode=tools -jar /service.jar extract --destination /app

FROM eclipse-temurin:25-jre
RUN useradd --system --home /app connwarden
COPY --from=build --chown=connwarden /app /app
USER connwarden
WORKDIR /app
# A training run up to the refreshed context writes the AOT cache. It needs neither Kafka nor PostgreSQL.
RUN java -XX:AOTCacheOutput=/app/app.aot -Dspring.context.exit=onRefresh -jar /app/service.jar \
      --connwarden.targets[0].id=training --connwarden.targets[0].url=jdbc:postgresql://127.0.0.1:1/training --connwarden.targets[0].user=training
ENTRYPOINT ["java", "-XX:AOTCache=/app/app.aot", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-jar", "/app/service.jar"]
