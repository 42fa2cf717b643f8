"""The questionnaire for other people's forms: FHIR Questionnaire and XLSForm."""
