"""The engine's own words in Spanish (U.S. usage, usted), by their English words. The English text governs."""

from typing import Final

SPANISH: Final[dict[str, str]] = {
    # numbers and times
    "none": "ninguno",
    "one": "uno",
    "two": "dos",
    "three": "tres",
    "four": "cuatro",
    "five": "cinco",
    "six": "seis",
    "seven": "siete",
    "eight": "ocho",
    "nine": "nueve",
    "ten": "diez",
    "1 year": "1 año",
    "{count} years": "{count} años",
    "1 month": "1 mes",
    "{count} months": "{count} meses",
    "January": "enero",
    "February": "febrero",
    "March": "marzo",
    "April": "abril",
    "May": "mayo",
    "June": "junio",
    "July": "julio",
    "August": "agosto",
    "September": "septiembre",
    "October": "octubre",
    "November": "noviembre",
    "December": "diciembre",
    "{month} {day}, {year}": "{day} de {month} de {year}",
    "{month} {year}": "{month} de {year}",
    "{least} to {most}": "{least} a {most}",
    " or ": " o ",
    " and ": " y ",
    # how requirements join
    "All of these": "Todos estos",
    "One of these": "Uno de estos",
    "At least {count} of these": "Al menos {count} de estos",
    "Not this": "Esto no",
    "When the first is so, the second is required": "Si se cumple lo primero, se exige lo segundo",
    "When the first is so, the second must be so too": "Si se cumple lo primero, también debe cumplirse lo segundo",
    "A combination of these, the share of each adding up to 100 %": (
        "Una combinación de estos, cuyas partes sumen el 100 %"
    ),
    "all of": "todos estos",
    "one of": "uno de estos",
    "at least {count} of": "al menos {count} de estos",
    "not": "no",
    "when": "si",
    "a combination of": "una combinación de",
    "{text} (as above)": "{text} (como arriba)",
    "Each level has requirements of its own": "Cada nivel tiene sus propios requisitos",
    "If: ": "Si: ",
    "Then: ": "Entonces: ",
    "It must include: ": "Debe incluir: ",
    ", up to {time}": ", hasta {time}",
    "the best one counts": "cuenta la mejor",
    "they add up": "se suman",
    "What may stand in for part of it ({how}{limit})": "Lo que puede sustituir una parte ({how}{limit})",
    " for every {count} units": " por cada {count} unidades",
    "Units of education": "Unidades de estudios",
    " (on {day})": " (el {day})",
    " (by the closing date)": " (a más tardar en la fecha de cierre)",
    " (when a job is offered)": " (cuando se ofrezca el empleo)",
    " (before the first day of work)": " (antes del primer día de trabajo)",
    # what is asked of a job
    "{duty} (as a primary duty)": "{duty} (como función principal)",
    "{kinds} work": "trabajo {kinds}",
    "regular": "regular",
    "out-of-class": "fuera de clase",
    "volunteer": "voluntario",
    "as an employee of the City": "como empleado de la Ciudad",
    "for another employer than the City": "para un empleador que no es la Ciudad",
    "with {document} on file": "con {document} en el expediente",
    "yes": "sí",
    "no": "no",
    "unsure": "no está seguro",
    "primary": "principal",
    "sometimes": "a veces",
    "No: {what}": "No: {what}",
    "Not certain: {what}": "No es seguro: {what}",
    "Excluded: {what}": "Excluido: {what}",
    "Not shown: {what}": "No consta: {what}",
    "Not answered: {duty}": "Sin respuesta: {duty}",
    "Only sometimes, not a primary duty: {duty}": "Solo a veces, no como función principal: {duty}",
    "Not part of this job: {duty}": "No era parte de este empleo: {duty}",
    "{found}{may_be} of at least {needed} needed": "{found}{may_be} de los {needed} que se exigen como mínimo",
    " (and {count} not certain)": " (y {count} sin certeza)",
    "these together": "estos en conjunto",
    # experience
    "{time} of full-time experience": "{time} de experiencia a tiempo completo",
    " within the last {time}": " en los últimos {time}",
    "{days} more full-time days ({months} months): {counted} of {needed} months counted": (
        "{days} días más a tiempo completo ({months} meses): se contaron {counted} de {needed} meses"
    ),
    "More work of this kind, or a record of it.": "Más trabajo de este tipo, o una constancia de él.",
    "The same entry as job {number}: counted once.": "Es la misma entrada que el empleo {number}: se contó una vez.",
    "Volunteer work does not count for this posting.": "El trabajo voluntario no cuenta para este anuncio.",
    "It begins after the application was filed.": "Empieza después de que se presentó la solicitud.",
    "It ended before {day}, outside the time that counts.": "Terminó antes del {day}, fuera del tiempo que cuenta.",
    "Its documents state no hours that count.": "Sus documentos no indican horas que cuenten.",
    "It brings no days that count.": "No aporta días que cuenten.",
    "job {number}": "el empleo {number}",
    "jobs {numbers}": "los empleos {numbers}",
    "Overlaps with {jobs}, capped at full time.": (
        "Coincide en el tiempo con {jobs}; no se cuenta más que el tiempo completo."
    ),
    "Overlaps with {jobs}: an out-of-class assignment replaces the regular City job of the same days.": (
        "Coincide en el tiempo con {jobs}: una asignación fuera de clase reemplaza el empleo regular de la Ciudad "
        "en los mismos días."
    ),
    "The dates are known to the month only, so the days are not certain.": (
        "Solo se sabe el mes de las fechas, por eso los días no son seguros."
    ),
    "{hours} hours a week may be a full-time week of this employer.": (
        "{hours} horas por semana pueden ser la semana completa de este empleador."
    ),
    "What kind of job it was is not answered.": "No se respondió qué tipo de empleo era.",
    "Whether it was work for the City is not answered.": "No se respondió si era trabajo para la Ciudad.",
    "There is no accepted documentation of the out-of-class assignment yet.": (
        "Todavía no hay documentación aceptada de la asignación fuera de clase."
    ),
    "The documentation of the out-of-class assignment is not reviewed yet.": (
        "Todavía no se ha revisado la documentación de la asignación fuera de clase."
    ),
    "No documentation of the out-of-class assignment came by its due date.": (
        "No llegó la documentación de la asignación fuera de clase en su fecha límite."
    ),
    "The start date is missing.": "Falta la fecha de inicio.",
    "The end date is missing.": "Falta la fecha final.",
    "The end date is before the start date.": "La fecha final es anterior a la de inicio.",
    "The hours per week are missing.": "Faltan las horas por semana.",
    "The hours per week are 0.": "Las horas por semana son 0.",
    # education
    "college coursework": "cursos universitarios",
    "a high school diploma or equivalent": "un diploma de escuela secundaria o su equivalente",
    "an associate's degree": "un título de asociado",
    "a bachelor's degree": "una licenciatura",
    "a master's degree": "una maestría",
    "a doctorate": "un doctorado",
    " in {fields}": " en {fields}",
    " or a closely related field": " o un campo muy relacionado",
    " from abroad": " del extranjero",
    "{count} semester units": "{count} unidades semestrales",
    "{count} quarter units": "{count} unidades trimestrales",
    ", {count} of them in {fields}": ", {count} de ellas en {fields}",
    "Proof that it was completed, if it was.": "Una prueba de que se completó, si fue así.",
    "{share} % of the combination is shown; 100 % is needed": (
        "Consta el {share} % de la combinación; se necesita el 100 %"
    ),
    "More of either part, or a record of it.": "Más de cualquiera de las partes, o una constancia de ello.",
    # answers, papers, licences, records
    "at least {number}": "al menos {number}",
    "includes {choices}": "incluye {choices}",
    "An answer to the question.": "Una respuesta a la pregunta.",
    "A corrected answer, if it was wrong.": "Una respuesta corregida, si estaba equivocada.",
    "At least {count} years old": "Al menos {count} años de edad",
    "{document}, dated within {time}": "{document}, con fecha de los últimos {time}",
    "Send us: {document}.": "Envíenos: {document}.",
    "A valid {name} license": "Una licencia vigente ({name})",
    "A valid {name} certificate": "Un certificado vigente ({name})",
    " (class {classes})": " (clase {classes})",
    ", held for the past {time} without a break": ", durante los últimos {time} sin interrupción",
    "A copy of it, if you hold it.": "Una copia, si la tiene.",
    "No": "Ningún evento:",
    "No more than {count}": "No más de {count}:",
    " longer than {count} days": " de más de {count} días",
    " within the past {time}": " en los últimos {time}",
    "A correction of the record, if it is wrong.": "Una corrección del registro, si es incorrecto.",
    "A current City employee": "Un empleado actual de la Ciudad",
    ", or one who left within {time}": ", o que haya salido en los últimos {time}",
    "Typing at a corrected speed of {speed} words per minute": (
        "Escribir a máquina a una velocidad corregida de {speed} palabras por minuto"
    ),
    "{speed} of {needed} words per minute.": "{speed} de {needed} palabras por minuto.",
    "No typing speed was given.": "No se indicó la velocidad de escritura.",
    "A new typing certificate may be sent.": "Puede enviar un nuevo certificado de mecanografía.",
    # letters
    "The time counted lies within a few days of what is needed, where calendars differ.": (
        "El tiempo contado está a pocos días de lo que se necesita, donde los calendarios difieren."
    ),
    "An answer and the work history do not agree.": "Una respuesta y el historial de trabajo no coinciden.",
    "A document is still missing.": "Todavía falta un documento.",
    "A document is not reviewed yet.": "Todavía no se ha revisado un documento.",
    "Dates are known to the month only, and the days matter here.": (
        "Solo se sabe el mes de las fechas, y aquí importan los días."
    ),
    "The weekly hours may be a full-time week of this employer.": (
        "Las horas semanales pueden ser la semana completa de este empleador."
    ),
    "A person must decide this.": "Esto debe decidirlo una persona.",
    "A question that matters here is not answered.": "No se respondió una pregunta que importa aquí.",
    "An entry cannot be used as it stands.": "Una entrada no se puede usar como está.",
    "met.": "se cumple.",
    "not met.": "no se cumple.",
    "a person must look at this.": "una persona debe revisarlo.",
    "{requirement}: not judged now.": "{requirement}: no se evalúa ahora.",
    "It is due at the offer.": "Se pide al momento de la oferta.",
    "It is due at the appointment.": "Se pide al momento del nombramiento.",
    "It is due later.": "Se pide más adelante.",
    "{requirement}: none of them is met. Nearest is: {nearest}.": (
        "{requirement}: no se cumple ninguno. El más cercano es: {nearest}."
    ),
    "Counted for certain: {share} %.": "Contado con certeza: {share} %.",
    "{found} of {needed} months counted ({days} full-time days).": (
        "Se contaron {found} de {needed} meses ({days} días a tiempo completo)."
    ),
    "{months} months stand in for experience.": "{months} meses sustituyen experiencia.",
    "Job {number}": "Empleo {number}",
    "did not count.": "no contó.",
    "cannot be counted yet ({days} full-time days).": "todavía no se puede contar ({days} días a tiempo completo).",
    "{days} full-time days counted, {first} to {last}.": (
        "se contaron {days} días a tiempo completo, del {first} al {last}."
    ),
    " ({months} months)": " ({months} meses)",
    "To the question “{question}” you answered “{answer}”. The rest of your application shows otherwise{shown}.": (
        "A la pregunta “{question}” usted respondió “{answer}”. El resto de su solicitud muestra otra cosa{shown}."
    ),
    "What is missing: {lack}": "Lo que falta: {lack}",
    "What would cure it: {cure}": "Lo que lo remediaría: {cure}",
}
